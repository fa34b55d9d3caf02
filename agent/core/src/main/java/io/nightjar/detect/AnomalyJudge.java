package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.learn.Deviation;
import io.nightjar.learn.Signal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which deviations are raised: those that no open threshold alert says already, and that do not follow from another
 * deviation. What was held back stays so until it is over. Confined to the detector's lock.
 */
final class AnomalyJudge {
    /** What begins within so long after a cause is over may still follow from it. */
    private static final long AFTERMATH_NANOS = 300_000_000_000L;

    private static final String ANOMALY = AlertType.ANOMALY.jsonName();

    /** @param notable operations of which something deviates, or did; those of the deepest layer first */
    void judge(
            List<LearnedOperation> notable, List<LearnedMemory> memories, long nowNanos, StateRule.Breaches breaches) {
        for (int i = 0; i < notable.size(); i++) {
            for (Signal signal : Consequences.CAUSES_FIRST) {
                judge(notable.get(i), signal, notable, nowNanos, breaches);
            }
        }
        for (int i = 0; i < memories.size(); i++) {
            judge(memories.get(i), breaches);
        }
    }

    private void judge(
            LearnedOperation operation,
            Signal signal,
            List<LearnedOperation> notable,
            long nowNanos,
            StateRule.Breaches breaches) {
        Deviation deviation = operation.model().deviation(signal);
        LearnedOperation.Told told = operation.told(signal);
        if (deviation == null || !isSound(deviation)) {
            if (told != null) {
                operation.told(signal, over(told, nowNanos));
            }
            return;
        }
        boolean decided = told != null
                && !told.ended()
                && (!told.isHeld() || !deviation.severe() || told.deviation().severe());
        String heldBy = decided ? told.heldBy() : heldBy(operation, deviation, notable, breaches);
        operation.told(signal, new LearnedOperation.Told(deviation, heldBy, false, nowNanos));
        if (heldBy == null) {
            breaches.state(AnomalyBreaches.of(operation.name(), deviation), StateRule.Lasting.UNTIL_WORSE);
        }
    }

    /** Null once nothing that begins can follow from it. */
    private static LearnedOperation.@Nullable Told over(LearnedOperation.Told told, long nowNanos) {
        if (!told.ended()) {
            return new LearnedOperation.Told(told.deviation(), told.heldBy(), true, nowNanos);
        }
        return nowNanos - told.endedNanos() < AFTERMATH_NANOS ? told : null;
    }

    /** Null where nothing holds it back. */
    private static @Nullable String heldBy(
            LearnedOperation operation,
            Deviation deviation,
            List<LearnedOperation> notable,
            StateRule.Breaches breaches) {
        AlertType open = openThreshold(operation, deviation.signal(), breaches);
        if (open != null) {
            return open.jsonName();
        }
        for (Signal signal : Consequences.CAUSES_FIRST) {
            LearnedOperation.Told cause = signal == deviation.signal() ? null : operation.told(signal);
            if (cause != null
                    && Consequences.follows(cause.deviation(), deviation)
                    && !Consequences.replaces(deviation, cause.deviation())) {
                return ANOMALY + ' ' + signal.jsonName();
            }
        }
        for (int i = 0; i < notable.size(); i++) {
            LearnedOperation other = notable.get(i);
            LearnedOperation.Told cause = other == operation ? null : other.told(deviation.signal());
            if (cause != null && SameCause.of(other, cause.deviation(), operation, deviation)) {
                return ANOMALY + ' ' + deviation.signal().jsonName() + " in " + other.name();
            }
        }
        replace(operation, deviation, breaches);
        return null;
    }

    /** Ends what is said better by one that is to be raised now. */
    private static void replace(LearnedOperation operation, Deviation deviation, StateRule.Breaches breaches) {
        for (Signal signal : Consequences.CAUSES_FIRST) {
            Deviation raised = signal == deviation.signal() ? null : operation.raised(signal);
            if (raised != null && Consequences.replaces(deviation, raised)) {
                breaches.over(AlertType.ANOMALY, AnomalyBreaches.labels(operation.name(), signal));
                String heldBy = ANOMALY + ' ' + deviation.signal().jsonName();
                operation.told(signal, new LearnedOperation.Told(raised, heldBy, false, 0));
            }
        }
    }

    /** The type of an open threshold alert that says the same of an operation, or of its layer; null where there is none. */
    private static @Nullable AlertType openThreshold(
            LearnedOperation operation, Signal signal, StateRule.Breaches breaches) {
        if (isOpen(AlertType.ERROR_RATE, operation, breaches)) {
            return AlertType.ERROR_RATE; // everything else of an operation follows from its failures
        }
        AlertType same = switch (signal) {
            case LATENCY -> AlertType.LATENCY;
            case THROUGHPUT, SILENCE -> AlertType.THROUGHPUT;
            default -> null;
        };
        if (same != null && isOpen(same, operation, breaches)) {
            return same;
        }
        return signal == Signal.SILENCE && isOpen(AlertType.STUCK, operation, breaches) ? AlertType.STUCK : null;
    }

    private static boolean isOpen(AlertType type, LearnedOperation operation, StateRule.Breaches breaches) {
        for (Map<String, String> labels : breaches.firing(type)) {
            String name = labels.get("operation");
            if (name == null ? operation.layer().equals(labels.get("layer")) : name.equals(operation.name())) {
                return true;
            }
        }
        return false;
    }

    private static void judge(LearnedMemory memory, StateRule.Breaches breaches) {
        Deviation deviation = memory.deviation();
        if (deviation == null || !isSound(deviation)) {
            memory.isJudged = false;
            memory.heldBy = null;
            return;
        }
        if (!memory.isJudged) {
            memory.isJudged = true;
            Map<String, String> labels = AnomalyBreaches.memoryLabels(memory);
            memory.heldBy = breaches.fires(AlertType.MEMORY, labels)
                    ? AlertType.MEMORY.jsonName()
                    : breaches.fires(AlertType.FORECAST, labels) ? AlertType.FORECAST.jsonName() : null;
        }
        if (memory.heldBy == null) {
            breaches.state(AnomalyBreaches.of(memory, deviation), StateRule.Lasting.UNTIL_WORSE);
        }
    }

    private static boolean isSound(Deviation deviation) {
        return Double.isFinite(deviation.value())
                && Double.isFinite(deviation.expected())
                && Double.isFinite(deviation.ratio());
    }
}
