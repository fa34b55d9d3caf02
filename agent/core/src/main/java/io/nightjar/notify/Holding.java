package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.HeldBy;
import io.nightjar.alert.Severity;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What flapping, silences and acknowledgements hold back. Confined to the policy's owner's lock. */
final class Holding {
    private final Outbox outbox;
    private final Silences silences;
    private final Alerts alerts;
    private final PolicyTally tally;
    private final InstantSource wallClock;

    Holding(Outbox outbox, Silences silences, Alerts alerts, PolicyTally tally, InstantSource wallClock) {
        this.outbox = outbox;
        this.silences = silences;
        this.alerts = alerts;
        this.tally = tally;
        this.wallClock = wallClock;
    }

    /** What holds back an alert of a condition now; null where only the rate limit may. */
    @Nullable
    HeldBy heldBy(NotifiableCondition condition, Severity severity, long nowNanos) {
        ConditionNotices notices = condition.notices();
        boolean acknowledged = isAcknowledged(notices.acknowledged, severity, nowNanos);
        FlappingCondition one = notices.flapping;
        if (one != null && one.flapping && one.announced && severity.compareTo(one.announcedSeverity) <= 0) {
            return HeldBy.FLAPPING;
        }
        if (silencing(condition, severity) != null) {
            return HeldBy.SILENCE;
        }
        return acknowledged ? HeldBy.ACKNOWLEDGEMENT : null;
    }

    /** An acknowledgement ends here where the condition has become worse, or its time is over. */
    boolean isAcknowledged(AcknowledgedState acknowledged, Severity severity, long nowNanos) {
        Acknowledgement acknowledgement = acknowledged.get();
        if (acknowledgement == null) {
            return false;
        }
        boolean worse = severity.compareTo(acknowledged.severity()) > 0;
        if (worse || acknowledgement.until() != null && acknowledged.isOver(wallClock.instant())) {
            acknowledged.end(nowNanos);
            tally.changed();
            return false;
        }
        return true;
    }

    /** The silence that holds a condition now; null where none does. */
    @Nullable
    Silence silencing(NotifiableCondition condition, Severity severity) {
        return silences.isEmpty()
                ? null
                : condition
                        .notices()
                        .silences
                        .holding(
                                silences, condition.breach().type(), severity, condition.labels(), wallClock.instant());
    }

    /** Holds an alert back; the history gets the first of a kind, and what is worse. */
    void hold(NotifiableCondition condition, HeldBy reason, Severity severity) {
        ConditionNotices notices = condition.notices();
        Severity before = notices.heldBy == reason ? notices.heldSeverity : null;
        if (before == null || severity.compareTo(before) > 0) {
            Silence silence = reason == HeldBy.SILENCE ? silencing(condition, severity) : null;
            Alert alert = alerts.current(condition, wallClock.instant());
            outbox.history().add(new AlertRecord(alert, List.of(), reason, silence == null ? null : silence.id()));
            if (silence != null) {
                outbox.silenced(condition, alert);
                notices.waitsForSilence |= !notices.notified || severity.compareTo(notices.notifiedSeverity) > 0;
            }
            notices.lastState = alert;
            notices.heldBy = reason;
            notices.heldSeverity = severity;
            notices.silencedBy = silence == null ? null : silence.id();
            tally.changed();
        }
        tally.held++;
    }
}
