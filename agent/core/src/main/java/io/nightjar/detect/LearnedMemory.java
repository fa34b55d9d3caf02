package io.nightjar.detect;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.MemoryModel;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is normal for one memory, and what has become of its growth. Confined to the detector's lock. */
final class LearnedMemory {
    private static final double NANOS_A_SECOND = 1e9;

    private final MemoryKind kind;
    private final @Nullable String device;
    private final LearnSettings settings;
    private MemoryModel model;
    private long takenAtNanos;
    private OptionalLong limitBytes;
    /** What holds its growth back; null where it was raised, or there is none. */
    @Nullable
    String heldBy;

    /** Whether its growth was judged. */
    boolean isJudged;

    LearnedMemory(MemoryReading first, LearnSettings settings) {
        kind = first.kind();
        device = first.device();
        this.settings = settings;
        model = new MemoryModel(settings);
        takenAtNanos = first.takenAtNanos() - 1;
        limitBytes = first.limitBytes();
    }

    MemoryKind kind() {
        return kind;
    }

    @Nullable
    String device() {
        return device;
    }

    /** The name by which it is remembered, and by which alerts of it are limited. */
    String name() {
        return device == null ? kind.jsonName() : kind.jsonName() + ' ' + device;
    }

    MemoryModel model() {
        return model;
    }

    boolean isOf(MemoryReading reading) {
        return kind == reading.kind() && (device == null ? reading.device() == null : device.equals(reading.device()));
    }

    /** Takes a reading, where it is a new one. Of a heap, what a collection left. */
    void look(MemoryReading reading, long startedNanos, double evidence) {
        if (reading.takenAtNanos() - takenAtNanos <= 0) {
            return;
        }
        takenAtNanos = reading.takenAtNanos();
        if (!limitBytes.equals(reading.limitBytes())) {
            limitBytes = reading.limitBytes();
            model = new MemoryModel(settings);
        }
        OptionalDouble kept = reading.keptPercent();
        if (kind != MemoryKind.HEAP) {
            model.look(seconds(startedNanos), reading.usedPercent(), evidence);
        } else if (kept.isPresent()) {
            model.look(seconds(startedNanos), kept.getAsDouble(), evidence);
        }
    }

    private double seconds(long startedNanos) {
        return (takenAtNanos - startedNanos) / NANOS_A_SECOND;
    }

    @Nullable
    Deviation deviation() {
        return model.deviation();
    }
}
