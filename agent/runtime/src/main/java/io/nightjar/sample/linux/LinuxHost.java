package io.nightjar.sample.linux;

import io.nightjar.sample.reading.HostReading;
import io.nightjar.sample.reading.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The host by {@code /proc}. Confined to one thread. */
public final class LinuxHost implements Source<HostReading> {
    private static final byte[] MEM_TOTAL = ProcFile.name("MemTotal");
    private static final byte[] MEM_AVAILABLE = ProcFile.name("MemAvailable");
    private static final byte[] MEM_FREE = ProcFile.name("MemFree");
    private static final byte[] BUFFERS = ProcFile.name("Buffers");
    private static final byte[] CACHED = ProcFile.name("Cached");
    private static final int CPU_STATES = 8;

    private final ProcFile meminfo;
    private final ProcFile stat;
    private final @Nullable MemoryPressure pressure;

    private long lastBusyTicks = ProcFile.ABSENT;
    private long lastAllTicks;

    private LinuxHost(Path proc) throws IOException {
        meminfo = ProcFile.open(proc.resolve("meminfo"), 4096);
        stat = ProcFile.open(proc.resolve("stat"), 256);
        pressure = MemoryPressure.openIfPresent(proc.resolve("pressure/memory"));
    }

    public static LinuxHost open(Path proc) throws IOException {
        return new LinuxHost(proc);
    }

    @Override
    public HostReading read(long nowNanos) throws IOException {
        meminfo.read();
        long total = meminfo.requiredField(MEM_TOTAL);
        long available = meminfo.field(MEM_AVAILABLE);
        if (available == ProcFile.ABSENT) {
            available =
                    meminfo.requiredField(MEM_FREE) + meminfo.requiredField(BUFFERS) + meminfo.requiredField(CACHED);
        }
        if (total <= 0) {
            throw new IOException(meminfo.path() + " says MemTotal is " + total);
        }
        return new HostReading(
                total * 1024,
                Math.min(available, total) * 1024,
                hostCpu(),
                pressure == null ? Optional.empty() : Optional.of(pressure.read()));
    }

    @Override
    public void close() throws IOException {
        meminfo.close();
        stat.close();
        if (pressure != null) {
            pressure.close();
        }
    }

    private OptionalDouble hostCpu() throws IOException {
        stat.readBeginning();
        long all = 0;
        for (int state = 1; state <= CPU_STATES; state++) {
            all += stat.requiredColumn(state, 0);
        }
        long busy = all - stat.requiredColumn(4, 0) - stat.requiredColumn(5, 0);
        OptionalDouble percent = lastBusyTicks == ProcFile.ABSENT || all <= lastAllTicks
                ? OptionalDouble.empty()
                : OptionalDouble.of(share(busy - lastBusyTicks, all - lastAllTicks));
        lastBusyTicks = busy;
        lastAllTicks = all;
        return percent;
    }

    static double share(double part, double whole) {
        return Math.max(0, Math.min(100, 100 * part / whole));
    }
}
