package io.nightjar.detect;

import io.nightjar.learn.Growth;
import io.nightjar.learn.Outlook;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The growth of one memory. Confined to the detector's lock. */
final class WatchedMemory {
    private static final double NANOS_A_SECOND = 1e9;

    private final MemoryKind kind;
    private final @Nullable String device;
    private final Growth growth = new Growth();
    private final long beganNanos;
    private long takenAtNanos;
    private OptionalLong limitBytes;
    private double newestKept = Double.NaN;
    private boolean isOver;
    private long overAtNanos;
    private boolean foretold;

    WatchedMemory(MemoryReading first) {
        kind = first.kind();
        device = first.device();
        beganNanos = first.takenAtNanos();
        takenAtNanos = first.takenAtNanos() - 1;
        limitBytes = first.limitBytes();
    }

    boolean isOf(MemoryReading reading) {
        return kind == reading.kind() && (device == null ? reading.device() == null : device.equals(reading.device()));
    }

    /** Takes a reading, where it is a new one; null where nothing is foretold. */
    @Nullable
    Outlook look(MemoryReading reading) {
        if (reading.takenAtNanos() - takenAtNanos > 0) {
            takenAtNanos = reading.takenAtNanos();
            if (!limitBytes.equals(reading.limitBytes())) {
                limitBytes = reading.limitBytes();
                growth.clear();
            }
            add(reading);
        }
        return growth.outlook();
    }

    /** Of the heap, what a collection left: garbage that waits for the next one is no growth. */
    private void add(MemoryReading reading) {
        double percent = reading.usedPercent();
        if (kind == MemoryKind.HEAP) {
            OptionalDouble kept = reading.keptPercent();
            if (kept.isEmpty() || kept.getAsDouble() == newestKept) {
                return;
            }
            newestKept = kept.getAsDouble();
            percent = newestKept;
        }
        growth.add((takenAtNanos - beganNanos) / NANOS_A_SECOND, percent, foretold);
    }

    void foretold(boolean now) {
        foretold = now;
    }

    /** Notes that its threshold is crossed. */
    void over(long nowNanos) {
        isOver = true;
        overAtNanos = nowNanos;
    }

    /** Whether its threshold was crossed a short time ago: then an alert about it may still be open. */
    boolean wasOver(long nowNanos, long quietNanos) {
        isOver = isOver && nowNanos - overAtNanos <= quietNanos;
        return isOver;
    }
}
