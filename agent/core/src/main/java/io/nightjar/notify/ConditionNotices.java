package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.HeldBy;
import io.nightjar.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the policy remembers of one condition: who was sent what, what holds it back, who has acknowledged it. Written by the
 * {@link NotificationPolicy} alone; confined to its owner's lock.
 */
public final class ConditionNotices {
    /** Whether a firing notification was let through: only then is its end one. */
    boolean notified;
    /** How bad the worst of those was. */
    Severity notifiedSeverity = Severity.WARNING;
    /** When the latest was let through, on the monotonic clock. */
    long lastNotifiedNanos;
    /** The condition as the destinations know it; null before it was raised. */
    @Nullable
    Alert lastState;
    /** The latest to each destination that has got the condition and not its end, by name. */
    final Map<String, Told> told = new LinkedHashMap<>();
    /** Whether its beginning was counted among those that make it flapping. */
    boolean beginningCounted;
    /** Its beginnings of late; null where they are not counted. */
    @Nullable
    FlappingCondition flapping;
    /** What holds back what was due last; null where nothing does. */
    @Nullable
    HeldBy heldBy;
    /** How bad it was when it was held back. */
    @Nullable
    Severity heldSeverity;
    /** The silence that did it; null where none did. */
    @Nullable
    String silencedBy;
    /** Whether something was held back by a silence and has to be sent once that is over. */
    boolean waitsForSilence;

    final AcknowledgedState acknowledged = new AcknowledgedState();
    final SilenceCandidates silences = new SilenceCandidates();

    /** The latest notification to one destination. */
    record Told(long nanos, Severity severity) {}

    boolean wasTold(String destination) {
        return told.containsKey(destination);
    }
}
