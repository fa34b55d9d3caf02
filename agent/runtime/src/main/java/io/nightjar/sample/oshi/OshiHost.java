package io.nightjar.sample.oshi;

import io.nightjar.log.AgentLog;
import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.Source;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/** The host on systems other than Linux, by OSHI. Slow to make. Confined to one thread. */
public final class OshiHost implements Source<HostReading> {
    private final GlobalMemory memory;
    private final CentralProcessor processor;
    private long @Nullable [] lastTicks;

    private OshiHost(SystemInfo system) {
        this.memory = system.getHardware().getMemory();
        this.processor = system.getHardware().getProcessor();
    }

    public static OshiHost open(AgentLog log) {
        return new OshiHost(Oshi.system(log));
    }

    @Override
    public HostReading read(long nowNanos) {
        long[] ticks = processor.getSystemCpuLoadTicks();
        OptionalDouble cpu = lastTicks == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(100 * processor.getSystemCpuLoadBetweenTicks(lastTicks, ticks));
        lastTicks = ticks;
        return new HostReading(memory.getTotal(), memory.getAvailable(), cpu, Optional.empty());
    }

    @Override
    public void close() {
        lastTicks = null;
    }
}
