package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.Breach;
import io.nightjar.alert.HeldBy;
import io.nightjar.alert.NoticeKind;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Sends what has fired for so long without acknowledgement to those who get it only then. Confined to the policy's owner's lock. */
final class Escalations {
    private final Outbox outbox;
    private final Holding holding;
    private final Alerts alerts;
    private final PolicyTally tally;
    private final InstantSource wallClock;

    Escalations(Outbox outbox, Holding holding, Alerts alerts, PolicyTally tally, InstantSource wallClock) {
        this.outbox = outbox;
        this.holding = holding;
        this.alerts = alerts;
        this.tally = tally;
        this.wallClock = wallClock;
    }

    /** Looks whether a condition that fires is due anywhere; an acknowledgement that is over has been ended before. */
    void look(NotifiableCondition condition, RateLimit rateLimit, long nowNanos) {
        long nanos = condition.notices().acknowledged.unacknowledgedNanos(condition.firstBreachNanos(), nowNanos);
        List<RoutedDestination> destinations = outbox.destinations();
        for (int i = 0; i < destinations.size(); i++) {
            RoutedDestination destination = destinations.get(i);
            if (destination.afterNanos > 0
                    && nanos >= destination.afterNanos
                    && !isTold(destination, condition)
                    && destination.matches(condition.breach().type(), condition.severity(), condition.labels())
                    && isFree(condition)) {
                escalate(condition, destination, rateLimit, nowNanos);
            }
        }
    }

    /** Whether nobody looks after it and no silence holds it: what fires for so long is escalated though it is flapping. */
    private boolean isFree(NotifiableCondition condition) {
        return condition.notices().acknowledged.get() == null
                && holding.silencing(condition, condition.severity()) == null;
    }

    private static boolean isTold(RoutedDestination destination, NotifiableCondition condition) {
        return condition.notices().wasTold(destination.name())
                || destination.groups != null && destination.groups.of(condition.fingerprint()) != null;
    }

    /** Sends a condition to a destination that gets it only now. */
    private void escalate(
            NotifiableCondition condition, RoutedDestination destination, RateLimit rateLimit, long nowNanos) {
        Breach breach = condition.breach();
        RateLimiter limiter = destination.escalations.of(breach.type(), breach.limitKey(), rateLimit);
        if (!limiter.isOpen(nowNanos, condition.severity(), rateLimit)) {
            return;
        }
        ConditionNotices notices = condition.notices();
        Alert alert = alerts.current(condition, wallClock.instant());
        if (destination.takes(NoticeKind.CONDITION)) {
            outbox.inform(notices, alert, Set.of(destination.name()), nowNanos);
            return;
        }
        boolean grouped = destination.groups != null;
        outbox.history().add(new AlertRecord(alert, List.of(), grouped ? HeldBy.GROUP : null, null));
        limiter.tryAcquire(nowNanos, condition.severity(), rateLimit);
        if (grouped) {
            destination.groups.join(notices, alert, true, nowNanos, firing -> firing);
        } else {
            outbox.notify(notices, alert, Set.of(destination.name()), nowNanos);
        }
        if (notices.lastState == null) {
            notices.lastState = alert;
        }
        notices.notified = true;
        tally.sent(alert.type(), alert.severity());
        tally.changed();
    }
}
