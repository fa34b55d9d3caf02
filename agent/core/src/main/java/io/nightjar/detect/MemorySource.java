package io.nightjar.detect;

import java.util.List;
import java.util.OptionalDouble;

/** Gives the latest readings of memory, processors and GPUs; never blocks. Thread-safe. */
@FunctionalInterface
public interface MemorySource {
    /** The latest reading of each memory that is judged; stale ones are left out. */
    List<MemoryReading> latest();

    /** The latest used share of a memory, judged or not, in percent; of several GPUs the highest. Empty where unknown. */
    default OptionalDouble usedPercent(MemoryKind kind) {
        double highest = Double.NaN;
        for (MemoryReading reading : latest()) {
            if (reading.kind() == kind && !(reading.usedPercent() <= highest)) {
                highest = reading.usedPercent();
            }
        }
        return Double.isNaN(highest) ? OptionalDouble.empty() : OptionalDouble.of(highest);
    }

    /** The process's use of the processors, in percent of all of them; empty where unknown. */
    default OptionalDouble cpuPercent() {
        return OptionalDouble.empty();
    }

    /** How busy the busiest of the GPUs is, in percent; empty where unknown. */
    default OptionalDouble gpuUtilizationPercent() {
        return OptionalDouble.empty();
    }
}
