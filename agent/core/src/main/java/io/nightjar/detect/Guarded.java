package io.nightjar.detect;

import io.nightjar.alert.AlertListener;
import io.nightjar.alert.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The sources that the detector asks and the listener that it calls, guarded: what throws is counted and reported. Thread-safe. */
final class Guarded implements AlertListener {
    private final MemorySource memory;
    private final PauseSource pauses;
    private final StackSource stacks;
    private final AlertListener listener;
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable BiConsumer<String, Throwable> reporter;
    private volatile List<String> unmatchedRules = List.of();
    private volatile List<String> unmatchedObjectives = List.of();

    Guarded(MemorySource memory, PauseSource pauses, StackSource stacks, AlertListener listener) {
        this.memory = memory;
        this.pauses = pauses;
        this.stacks = stacks;
        this.listener = listener;
    }

    void reporter(BiConsumer<String, Throwable> newReporter) {
        reporter = newReporter;
    }

    /** A sentence for each rule that has nothing to judge. */
    void unmatchedRules(List<String> sentences) {
        unmatchedRules = sentences;
    }

    /** A sentence for each objective that has nothing to judge. */
    void unmatchedObjectives(List<String> sentences) {
        unmatchedObjectives = sentences;
    }

    /** What of rules and objectives has nothing to judge. */
    List<String> unmatchedRules() {
        List<String> rules = unmatchedRules;
        List<String> objectives = unmatchedObjectives;
        if (objectives.isEmpty()) {
            return rules;
        }
        List<String> all = new ArrayList<>(rules);
        all.addAll(objectives);
        return all;
    }

    long failures() {
        return failures.sum();
    }

    List<MemoryReading> memory() {
        try {
            return memory.latest();
        } catch (Throwable thrown) {
            failed("detect.memory", thrown);
            return List.of();
        }
    }

    OptionalDouble usedPercent(MemoryKind kind) {
        try {
            return memory.usedPercent(kind);
        } catch (Throwable thrown) {
            failed("detect.memory", thrown);
            return OptionalDouble.empty();
        }
    }

    OptionalDouble cpuPercent() {
        try {
            return memory.cpuPercent();
        } catch (Throwable thrown) {
            failed("detect.memory", thrown);
            return OptionalDouble.empty();
        }
    }

    OptionalDouble gpuUtilizationPercent() {
        try {
            return memory.gpuUtilizationPercent();
        } catch (Throwable thrown) {
            failed("detect.memory", thrown);
            return OptionalDouble.empty();
        }
    }

    OptionalDouble pauseMillisBetween(long startNanos, long endNanos) {
        try {
            return pauses.pauseMillisBetween(startNanos, endNanos);
        } catch (Throwable thrown) {
            failed("detect.pauses", thrown);
            return OptionalDouble.empty();
        }
    }

    /** Null where no thread is found inside. */
    @Nullable
    List<String> stackInside(String operation) {
        try {
            List<String> stack = stacks.stackInside(operation);
            return stack.isEmpty() ? null : List.copyOf(stack);
        } catch (Throwable thrown) {
            failed("detect.stack", thrown);
            return null;
        }
    }

    /** Empty where the thread is not inside. */
    List<String> stackInside(String operation, Thread thread, int mostFrames) {
        try {
            return stacks.stackInside(operation, thread, mostFrames);
        } catch (Throwable thrown) {
            failed("detect.stack", thrown);
            return List.of();
        }
    }

    @Override
    public void onNotice(Notice notice) {
        try {
            listener.onNotice(notice);
        } catch (Throwable thrown) {
            failed("detect.listener", thrown);
        }
    }

    void failed(String name, Throwable thrown) {
        failures.increment();
        BiConsumer<String, Throwable> current = reporter;
        if (current != null) {
            current.accept(name, thrown);
        }
    }
}
