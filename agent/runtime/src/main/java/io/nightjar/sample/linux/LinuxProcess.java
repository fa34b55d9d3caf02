package io.nightjar.sample.linux;

import io.nightjar.sample.reading.ProcessReading;
import io.nightjar.sample.reading.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** This process by {@code /proc/self}. Confined to one thread. */
public final class LinuxProcess implements Source<ProcessReading> {
    private static final int AUXV_PAGE_SIZE = 6;
    private static final int AUXV_CLOCK_TICKS = 17;
    private static final long PROCESSORS_AGE_NANOS = 60_000_000_000L;

    private final ProcFile stat;
    private final ProcFile statm;
    private final long pageBytes;
    private final long ticksPerSecond;
    private final long pid;

    private long lastTicks = ProcFile.ABSENT;
    private long lastNanos;
    private int processors;
    private long processorsReadNanos;

    private LinuxProcess(Path self) throws IOException {
        stat = ProcFile.open(self.resolve("stat"), 1024);
        statm = ProcFile.open(self.resolve("statm"), 128);
        stat.read();
        pid = stat.requiredColumn(0, 0); // ProcessHandle would bring a pool of threads
        byte[] auxv = auxv(self.resolve("auxv"));
        pageBytes = auxvValue(auxv, AUXV_PAGE_SIZE, 4096);
        ticksPerSecond = auxvValue(auxv, AUXV_CLOCK_TICKS, 100);
    }

    public static LinuxProcess open(Path proc) throws IOException {
        return new LinuxProcess(proc.resolve("self"));
    }

    @Override
    public ProcessReading read(long nowNanos) throws IOException {
        statm.read();
        long residentBytes = statm.requiredColumn(1, 0) * pageBytes;
        return new ProcessReading(pid, residentBytes, cpu(nowNanos));
    }

    @Override
    public void close() throws IOException {
        stat.close();
        statm.close();
    }

    private OptionalDouble cpu(long nowNanos) throws IOException {
        stat.read();
        int behindName = stat.behindLast(')');
        long ticks = stat.requiredColumn(11, behindName) + stat.requiredColumn(12, behindName);
        long elapsedNanos = nowNanos - lastNanos;
        OptionalDouble percent = OptionalDouble.empty();
        if (lastTicks != ProcFile.ABSENT && elapsedNanos > 0) {
            double usedNanos = (ticks - lastTicks) * 1e9 / ticksPerSecond;
            percent = OptionalDouble.of(LinuxHost.share(usedNanos, (double) elapsedNanos * processors(nowNanos)));
        }
        lastTicks = ticks;
        lastNanos = nowNanos;
        return percent;
    }

    /** Asked seldom: in a container the JVM reads the cgroup for it. */
    private int processors(long nowNanos) {
        if (processors == 0 || nowNanos - processorsReadNanos > PROCESSORS_AGE_NANOS) {
            processors = Runtime.getRuntime().availableProcessors();
            processorsReadNanos = nowNanos;
        }
        return processors;
    }

    private static byte[] auxv(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException notReadable) {
            // A process that gave up privileges may not read its own: the usual values then.
            return new byte[0];
        }
    }

    private static long auxvValue(byte[] auxv, int key, long otherwise) {
        ByteBuffer pairs = ByteBuffer.wrap(auxv).order(ByteOrder.nativeOrder());
        while (pairs.remaining() >= 16) {
            long type = pairs.getLong();
            long value = pairs.getLong();
            if (type == key && value > 0) {
                return value;
            }
        }
        return otherwise;
    }
}
