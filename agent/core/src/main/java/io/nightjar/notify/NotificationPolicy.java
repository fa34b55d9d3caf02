package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.HeldBy;
import io.nightjar.alert.Notice;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is notified of a condition, between the condition and its listener. What is due is asked in this order: is the
 * condition flapping, is it silenced, is it acknowledged, is the rate limit closed; what passes goes to the destinations whose
 * matchers mean it, at once, after their time, or in their groups. It takes the monotonic time as an argument and the wall time
 * from a clock.
 *
 * <p>Confined to its owner's lock, but for {@link #newest} and {@link #arrived}, which any thread may call. The listener and
 * the late figures throw nothing.
 */
public final class NotificationPolicy {
    private static final String OPERATION = "operation";

    private final InstantSource wallClock;
    private final LateFigures lateFigures;
    private final Alerts alerts = new Alerts();
    private final RateLimiters rateLimiters = new RateLimiters();
    private final Map<String, Long> sentByOperation = new LinkedHashMap<>();
    private final Outbox outbox;
    private final Silences silences;
    private final FlappingConditions flapping;
    private final PolicyRecall recall;
    private final Holding holding;
    private final Escalations escalations;
    private final PolicyTally tally = new PolicyTally();
    private RateLimit rateLimit;

    /**
     * A policy that has sent nothing.
     *
     * @param wallClock for timestamps, and for the times of silences and acknowledgements
     */
    public NotificationPolicy(
            NotificationSettings settings, InstantSource wallClock, LateFigures lateFigures, AlertListener listener) {
        this.wallClock = wallClock;
        this.lateFigures = lateFigures;
        rateLimit = settings.rateLimit();
        silences = new Silences(settings.silences());
        outbox = new Outbox(settings, alerts, silences, wallClock, listener);
        flapping = new FlappingConditions(settings.flapping());
        holding = new Holding(outbox, silences, alerts, tally, wallClock);
        escalations = new Escalations(outbox, holding, alerts, tally, wallClock);
        recall = new PolicyRecall(outbox, silences, flapping, alerts, wallClock, listener);
    }

    /**
     * Follows other settings from now on; what is held back stays counted. Destinations that are new and keep states learn of
     * what fires.
     *
     * @param conditions all that there are
     */
    public void replaceSettings(
            NotificationSettings settings, Collection<? extends NotifiableCondition> conditions, long nowNanos) {
        rateLimit = settings.rateLimit();
        silences.replaceConfigured(settings.silences());
        flapping.replaceLimit(settings.flapping());
        outbox.replace(settings, conditions, flapping.over(), nowNanos);
    }

    /** What is remembered of a condition that begins: of one that is flapping what was. */
    public ConditionNotices noticesOf(String fingerprint) {
        return flapping.noticesOf(fingerprint);
    }

    /**
     * The newest alerts with what became of them, oldest first. Thread-safe, lock-free.
     *
     * @param type null for all types
     */
    public List<AlertRecord> newest(@Nullable AlertType type, int limit) {
        return outbox.history().newest(type, limit);
    }

    /** A destination has got an alert. Thread-safe, lock-free. */
    public void arrived(String alertId, String destination, Instant at) {
        outbox.history().arrived(alertId, destination, at);
    }

    /** How many firing alerts about an operation were sent. */
    public long sent(String operation) {
        return sentByOperation.getOrDefault(operation, 0L);
    }

    /** What became of all that was due. */
    public PolicyCounts counts() {
        return tally.counts();
    }

    /** How many firing alerts of a type and a severity were sent. Thread-safe, lock-free. */
    public long sent(AlertType type, Severity severity) {
        return tally.sentOf(type, severity);
    }

    /** Counts breaches that nobody could look at, because there were too many. */
    public void suppressed(AlertType type, String operation, long count) {
        rateLimiters.of(type, operation, rateLimit).suppress(Severity.WARNING, count);
        tally.suppressed += count;
    }

    /** Whether something holds back one more breach of a condition that is no worse: then the breach is counted. */
    public boolean holdsBack(NotifiableCondition condition, Severity severity, long nowNanos) {
        HeldBy reason = holding.heldBy(condition, severity, nowNanos);
        if (reason != null && reason == condition.notices().heldBy) {
            tally.held++;
            return true;
        }
        RateLimiter limiter = limiter(condition);
        if (reason != null || limiter.isOpen(nowNanos, severity, rateLimit)) {
            return false;
        }
        limiter.suppress(severity, 1);
        tally.suppressed++;
        return true;
    }

    /**
     * An alert is due: sent, or held back and counted.
     *
     * @param changed whether the condition began or became worse, which those that keep states hear of in any case
     */
    public void alertDue(NotifiableCondition condition, long nowNanos, boolean changed) {
        if (changed) {
            flapping.began(condition, nowNanos);
        }
        Severity severity = condition.breach().severity();
        HeldBy reason = holding.heldBy(condition, severity, nowNanos);
        RateLimiter limiter = limiter(condition);
        if (reason != null) {
            holding.hold(condition, reason, severity);
        } else if (limiter.isOpen(nowNanos, severity, rateLimit)) {
            send(condition, nowNanos, limiter, severity, changed);
        } else {
            limiter.suppress(severity, 1);
            tally.suppressed++;
            if (changed) {
                Alert state = alerts.current(condition, wallClock.instant());
                condition.notices().lastState = state;
                outbox.state(condition, state, nowNanos, false);
                outbox.join(condition.notices(), state, false, nowNanos);
            }
        }
    }

    /** A condition's severity changed and no alert is due; who did not take it before, and does now, gets it. */
    public void stateChanged(NotifiableCondition condition, long nowNanos) {
        ConditionNotices notices = condition.notices();
        Alert state = alerts.current(condition, wallClock.instant());
        HeldBy reason = holding.heldBy(condition, condition.severity(), nowNanos);
        notices.lastState = state;
        outbox.state(condition, state, nowNanos, reason == HeldBy.SILENCE);
        tally.changed();
        if (reason != null || !notices.notified) {
            return;
        }
        outbox.join(notices, state, false, nowNanos);
        Set<String> recipients = outbox.recipients(condition, condition.severity(), nowNanos, false);
        recipients.removeAll(notices.told.keySet());
        if (!recipients.isEmpty()) {
            outbox.history().add(new AlertRecord(state, List.of(), null, null));
            outbox.notify(notices, state, recipients, nowNanos);
            tally.sent(state.type(), state.severity());
        }
    }

    /** Whether a firing notification of a condition was let through. */
    public boolean wasNotified(NotifiableCondition condition) {
        return condition.notices().notified;
    }

    /** Whether conditions that last are notified again. */
    public boolean reminds() {
        return rateLimit.nanos() != 0 || outbox.reminds();
    }

    /**
     * Sends reminders of conditions that last, where the limit has reopened: first of those that nobody has been notified
     * of, then of the worst, then of those whose latest notification is the oldest.
     *
     * @param lasting is sorted, and left with those that may be sent
     */
    public void remind(List<? extends NotifiableCondition> lasting, long nowNanos) {
        lasting.removeIf(condition -> !isReopened(limiter(condition), nowNanos));
        lasting.sort(Comparator.comparing((NotifiableCondition condition) -> condition.notices().notified)
                .thenComparing(NotifiableCondition::severity, Comparator.reverseOrder())
                .thenComparing(
                        condition -> nowNanos - condition.notices().lastNotifiedNanos, Comparator.reverseOrder()));
        boolean onlyOwnTimes = rateLimit.nanos() == 0;
        for (NotifiableCondition condition : lasting) {
            RateLimiter limiter = limiter(condition);
            if (isReopened(limiter, nowNanos)) {
                remind(condition, limiter, nowNanos, onlyOwnTimes);
            }
        }
    }

    private void remind(NotifiableCondition condition, RateLimiter limiter, long nowNanos, boolean onlyOwnTimes) {
        Severity severity = condition.severity();
        Set<String> recipients = outbox.recipients(condition, severity, nowNanos, onlyOwnTimes);
        if ((onlyOwnTimes || condition.notices().notified) && recipients.isEmpty()) {
            return; // a reminder of nobody would only close the limit
        }
        HeldBy reason = holding.heldBy(condition, severity, nowNanos);
        if (reason == null) {
            send(condition, nowNanos, limiter, severity, false, recipients);
        } else if (reason != condition.notices().heldBy) {
            holding.hold(condition, reason, severity);
        }
    }

    /**
     * A condition is over: whoever was notified of its beginning is notified of its end, unless it is flapping; then that
     * waits until it has calmed down.
     *
     * @param reason null where it ended by itself
     */
    public void resolved(NotifiableCondition condition, long nowNanos, @Nullable String reason) {
        ConditionNotices notices = condition.notices();
        notices.beginningCounted = false;
        Alert firing = notices.lastState == null ? alerts.current(condition, wallClock.instant()) : notices.lastState;
        FlappingCondition one = notices.flapping;
        if (one != null && one.flapping && reason == null) {
            one.over = firing;
            one.overAt = wallClock.instant();
        } else {
            end(notices, firing, wallClock.instant(), nowNanos, reason);
        }
    }

    private void end(ConditionNotices notices, Alert firing, Instant endedAt, long nowNanos, @Nullable String reason) {
        Alert resolved = alerts.resolved(firing, endedAt, wallClock.instant(), reason);
        if (notices.notified || notices.heldBy != null) {
            boolean kept = notices.told.isEmpty();
            outbox.history()
                    .add(new AlertRecord(
                            resolved, List.of(), kept ? notices.heldBy : null, kept ? notices.silencedBy : null));
        }
        outbox.ended(notices, resolved);
        notices.notified = false;
        notices.heldBy = null;
        notices.silencedBy = null;
        notices.waitsForSilence = false;
        notices.lastState = null;
        notices.acknowledged.end(nowNanos);
        tally.changed();
    }

    /**
     * What time alone makes due: ends of acknowledgements and silences, escalation, groups, and what has calmed down.
     *
     * @param conditions all that there are
     */
    public void timePassed(Collection<? extends NotifiableCondition> conditions, long nowNanos) {
        if (!conditions.isEmpty()) {
            for (NotifiableCondition condition : conditions) {
                if (condition.fires()) {
                    look(condition, nowNanos);
                }
            }
        }
        List<FlappingCondition> calm = flapping.calmedDown(nowNanos);
        for (int i = 0; i < calm.size(); i++) {
            FlappingCondition over = calm.get(i);
            Instant at = over.overAt == null ? wallClock.instant() : over.overAt;
            end(over.notices, over.over, at, nowNanos, null);
        }
        outbox.groups().sendDue(nowNanos, rateLimit.nanos());
    }

    private void look(NotifiableCondition condition, long nowNanos) {
        ConditionNotices notices = condition.notices();
        if (notices.acknowledged.get() != null
                && !holding.isAcknowledged(notices.acknowledged, condition.severity(), nowNanos)) {
            outbox.unacknowledged(condition.fingerprint());
        }
        if (notices.waitsForSilence) {
            Severity due = condition.breach().severity();
            RateLimiter limiter = limiter(condition);
            if (limiter.isOpen(nowNanos, due, rateLimit) && holding.heldBy(condition, due, nowNanos) == null) {
                send(condition, nowNanos, limiter, due, true);
            }
        }
        escalations.look(condition, rateLimit, nowNanos);
    }

    /** Ends what is over but for its flapping, and sends all that waits in groups, because nothing comes after it. */
    public void close(long nowNanos, String reason) {
        for (FlappingCondition one : flapping.over()) {
            Alert firing = one.over;
            Instant endedAt = one.overAt == null ? wallClock.instant() : one.overAt;
            one.over = null;
            end(one.notices, firing, endedAt, nowNanos, reason);
        }
        outbox.groups().sendAll(nowNanos);
    }

    /** Sends, with the limit open, to those that are due. */
    private void send(
            NotifiableCondition condition, long nowNanos, RateLimiter limiter, Severity limited, boolean changed) {
        Severity severity = condition.breach().severity();
        send(condition, nowNanos, limiter, limited, changed, outbox.recipients(condition, severity, nowNanos, false));
    }

    /** What needs memory comes before what closes the limit. */
    private void send(
            NotifiableCondition condition,
            long nowNanos,
            RateLimiter limiter,
            Severity limited,
            boolean changed,
            Set<String> recipients) {
        ConditionNotices notices = condition.notices();
        Breach breach = Alerts.withFlapping(lateFigures.complete(condition.breach()), notices.flapping);
        Alert alert = alerts.firing(
                breach,
                breach.severity(),
                condition.labels(),
                condition.fingerprint(),
                condition.startsAt(),
                condition.firstBreachNanos() == nowNanos ? condition.startsAt() : wallClock.instant(),
                limiter.suppressed());
        HeldBy waits = outbox.waitsInGroup(notices, alert) ? HeldBy.GROUP : null;
        outbox.history().add(new AlertRecord(alert, List.of(), waits, null));
        limiter.tryAcquire(nowNanos, limited, rateLimit);
        limiter.takeSuppressed();
        Severity worst = notices.notified ? notices.notifiedSeverity : breach.severity();
        notices.notifiedSeverity = worst.compareTo(breach.severity()) >= 0 ? worst : breach.severity();
        notices.notified = true;
        notices.lastNotifiedNanos = nowNanos;
        notices.heldBy = null;
        notices.silencedBy = null;
        boolean waited = notices.waitsForSilence;
        notices.waitsForSilence = false;
        announced(notices.flapping, breach.severity());
        outbox.notify(notices, alert, recipients, nowNanos);
        outbox.join(notices, alert, true, nowNanos);
        if (changed || waited) {
            notices.lastState = alert;
            outbox.state(condition, alert, nowNanos, false);
        }
        tally.sent(alert.type(), alert.severity());
        tally.changed();
        String operation = breach.labels().get(OPERATION);
        if (operation != null) {
            sentByOperation.merge(operation, 1L, Long::sum);
        }
    }

    private static void announced(@Nullable FlappingCondition one, Severity severity) {
        if (one != null && one.flapping) {
            one.announced = true;
            one.announcedSeverity = severity;
        }
    }

    /** Reminders wait for the time to be over; escalation is for what has become worse. */
    private boolean isReopened(RateLimiter limiter, long nowNanos) {
        return limiter.isOpen(nowNanos, Severity.WARNING, rateLimit);
    }

    private RateLimiter limiter(NotifiableCondition condition) {
        Breach breach = condition.breach();
        return rateLimiters.of(breach.type(), breach.limitKey(), rateLimit);
    }

    /** Somebody looks after a condition that fires; destinations that keep acknowledgements learn of it. */
    void acknowledge(NotifiableCondition condition, Acknowledgement acknowledgement) {
        condition.notices().acknowledged.set(acknowledgement, condition.severity());
        tally.changed();
        Instant now = wallClock.instant();
        outbox.acknowledged(
                condition, alerts.acknowledged(alerts.current(condition, wallClock.instant()), acknowledgement, now));
    }

    /** Nobody looks after a condition any more. */
    void unacknowledge(NotifiableCondition condition, long nowNanos) {
        condition.notices().acknowledged.end(nowNanos);
        outbox.unacknowledged(condition.fingerprint());
        tally.changed();
    }

    /** The silence that holds a condition now; null where none does. */
    @Nullable
    Silence silencing(NotifiableCondition condition, Severity severity) {
        return holding.silencing(condition, severity);
    }

    Silences silences() {
        return silences;
    }

    /** The silences are others now. */
    void silencesChanged() {
        tally.changed();
    }

    /** Grows with every change of what {@link #remember} returns, arrivals excepted. Thread-safe. */
    public long changes() {
        return tally.changes();
    }

    /**
     * What is to survive the process.
     *
     * @param conditions all that there are
     */
    public PolicyMemory remember(Collection<? extends NotifiableCondition> conditions, long nowNanos) {
        return recall.remember(conditions, nowNanos);
    }

    /** Takes what an earlier process remembered, but for its conditions. */
    public void restore(PolicyMemory memory, long nowNanos) {
        recall.restore(memory, nowNanos);
    }

    /**
     * What destinations have got, as this process would have sent it: they are to get its end, too.
     *
     * @param conditions all that there are
     */
    public List<Notice> known(Collection<? extends NotifiableCondition> conditions) {
        return recall.known(conditions);
    }

    /** What an earlier process remembered of a condition that goes on; whoever was told of it is not told again at once. */
    public ConditionNotices restored(PolicyMemory.OpenRecord record, long nowNanos) {
        ConditionNotices notices = recall.restored(record, nowNanos);
        if (notices.notified) {
            Alert state = record.state();
            rateLimiters
                    .of(state.type(), record.operation(), rateLimit)
                    .tryAcquire(nowNanos, state.severity(), rateLimit);
        }
        return notices;
    }
}
