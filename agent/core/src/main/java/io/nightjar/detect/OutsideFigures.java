package io.nightjar.detect;

import io.nightjar.rule.reading.MachineFigures;
import java.util.OptionalDouble;

/** Figures of the machine as rules ask for them. Confined to the detector's lock. */
final class OutsideFigures implements MachineFigures {
    private final Guarded outside;

    OutsideFigures(Guarded outside) {
        this.outside = outside;
    }

    @Override
    public double memoryPercent(String kind) {
        for (MemoryKind known : MemoryKind.values()) {
            if (known.jsonName().equals(kind)) {
                return orNaN(outside.usedPercent(known));
            }
        }
        return Double.NaN;
    }

    @Override
    public double cpuPercent() {
        return orNaN(outside.cpuPercent());
    }

    @Override
    public double gpuUtilizationPercent() {
        return orNaN(outside.gpuUtilizationPercent());
    }

    @Override
    public double pauseMillisBetween(long startNanos, long endNanos) {
        return orNaN(outside.pauseMillisBetween(startNanos, endNanos));
    }

    private static double orNaN(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : Double.NaN;
    }
}
