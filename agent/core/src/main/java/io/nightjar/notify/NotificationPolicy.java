package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is notified of a condition, between the condition and its listener: what the rate limit lets through, what it
 * holds back and counts, when it reminds, and whether an end is sent. It takes the monotonic time as an argument and the
 * wall time from a clock.
 *
 * <p>Confined to its owner's lock, but for {@link #newest}, which any thread may call. The listener and the late figures
 * throw nothing.
 */
public final class NotificationPolicy {
    private final InstantSource wallClock;
    private final LateFigures lateFigures;
    private final AlertListener listener;
    private final Alerts alerts = new Alerts();
    private final RateLimiters rateLimiters = new RateLimiters();
    private final Map<String, Long> sentByOperation = new LinkedHashMap<>();
    private RateLimit rateLimit;
    private volatile AlertHistory history;

    /**
     * A policy that has sent nothing.
     *
     * @param historySize alerts that are kept
     * @param wallClock for timestamps alone
     */
    public NotificationPolicy(
            RateLimit rateLimit,
            int historySize,
            InstantSource wallClock,
            LateFigures lateFigures,
            AlertListener listener) {
        this.rateLimit = rateLimit;
        this.wallClock = wallClock;
        this.lateFigures = lateFigures;
        this.listener = listener;
        history = new AlertHistory(historySize);
    }

    /** Follows another limit and keeps another number of alerts from now on; what is held back stays counted. */
    public void replaceSettings(RateLimit newRateLimit, int newHistorySize) {
        rateLimit = newRateLimit;
        if (newHistorySize != history.size()) {
            history = history.resized(newHistorySize);
        }
    }

    /**
     * The newest alerts that were sent, oldest first. Thread-safe, lock-free.
     *
     * @param type null for all types
     */
    public List<Alert> newest(@Nullable AlertType type, int limit) {
        return history.newest(type, limit);
    }

    /** How many firing alerts about an operation were sent. */
    public long sent(String operation) {
        return sentByOperation.getOrDefault(operation, 0L);
    }

    /** Counts breaches that nobody could look at, because there were too many. */
    public void suppressed(AlertType type, String operation, long count) {
        rateLimiters.of(type, operation, rateLimit).suppress(Severity.WARNING, count);
    }

    /** Whether the limit is closed for one more breach of a condition: then the breach is counted. */
    public boolean holdsBack(NotifiableCondition condition, Severity severity, long nowNanos) {
        RateLimiter limiter = limiter(condition);
        if (limiter.isOpen(nowNanos, severity, rateLimit)) {
            return false;
        }
        limiter.suppress(severity, 1);
        return true;
    }

    /**
     * An alert is due: sent, or held back and counted.
     *
     * @param changed whether the condition began or became worse, which the listener hears of in any case
     */
    public void alertDue(NotifiableCondition condition, long nowNanos, boolean changed) {
        RateLimiter limiter = limiter(condition);
        Severity severity = condition.breach().severity();
        if (limiter.isOpen(nowNanos, severity, rateLimit)) {
            send(condition, nowNanos, limiter, severity, changed);
            return;
        }
        limiter.suppress(severity, 1);
        if (changed) {
            stateChanged(condition);
        }
    }

    /** A condition's severity changed and no alert is due: the listener hears of the state, whatever the limit says. */
    public void stateChanged(NotifiableCondition condition) {
        Alert state = current(condition);
        condition.sentNotices().lastState = state;
        listener.onCondition(state);
    }

    /** Whether conditions that last are notified again, each time the limit reopens. */
    public boolean reminds() {
        return rateLimit.nanos() != 0;
    }

    /**
     * Sends reminders of conditions that last, where the limit has reopened: first of those that nobody has been notified
     * of, then of the worst, then of those whose latest notification is the oldest.
     *
     * @param lasting is sorted
     */
    public void remind(List<? extends NotifiableCondition> lasting, long nowNanos) {
        lasting.sort(Comparator.comparing((NotifiableCondition condition) -> condition.sentNotices().notified)
                .thenComparing(NotifiableCondition::severity, Comparator.reverseOrder())
                .thenComparing(
                        condition -> nowNanos - condition.sentNotices().lastNotifiedNanos, Comparator.reverseOrder()));
        for (NotifiableCondition condition : lasting) {
            RateLimiter limiter = limiter(condition);
            if (isReopened(limiter, nowNanos)) {
                send(condition, nowNanos, limiter, condition.severity(), false);
            }
        }
    }

    /**
     * A condition is over: the end is a notification where the beginning was one.
     *
     * @param reason null where it ended by itself
     */
    public void resolved(NotifiableCondition condition, @Nullable String reason) {
        SentNotices notices = condition.sentNotices();
        Alert firing = notices.lastState == null ? current(condition) : notices.lastState;
        Instant now = wallClock.instant();
        Alert resolved = alerts.resolved(firing, now, reason);
        if (notices.notified) {
            history.add(resolved);
            listener.onNotification(resolved);
        }
        listener.onCondition(resolved);
    }

    /** Sends, with the limit open. What needs memory comes before what closes the limit. */
    private void send(
            NotifiableCondition condition, long nowNanos, RateLimiter limiter, Severity limited, boolean changed) {
        SentNotices notices = condition.sentNotices();
        Breach breach = lateFigures.complete(condition.breach());
        Alert alert = alerts.firing(
                breach,
                breach.severity(),
                condition.labels(),
                condition.fingerprint(),
                condition.startsAt(),
                condition.firstBreachNanos() == nowNanos ? condition.startsAt() : wallClock.instant(),
                limiter.suppressed());
        history.add(alert);
        limiter.tryAcquire(nowNanos, limited, rateLimit);
        limiter.takeSuppressed();
        notices.notified = true;
        notices.lastNotifiedNanos = nowNanos;
        listener.onNotification(alert);
        if (changed) {
            notices.lastState = alert;
            listener.onCondition(alert);
        }
        if (breach.operation() != null) {
            sentByOperation.merge(breach.operation(), 1L, Long::sum);
        }
    }

    private Alert current(NotifiableCondition condition) {
        return alerts.state(
                condition.breach(),
                condition.severity(),
                condition.labels(),
                condition.fingerprint(),
                condition.startsAt(),
                wallClock.instant());
    }

    /** Reminders wait for the time to be over; escalation is for what has become worse. */
    private boolean isReopened(RateLimiter limiter, long nowNanos) {
        return limiter.isOpen(nowNanos, Severity.WARNING, rateLimit);
    }

    private RateLimiter limiter(NotifiableCondition condition) {
        Breach breach = condition.breach();
        return rateLimiters.of(breach.type(), breach.operation(), rateLimit);
    }
}
