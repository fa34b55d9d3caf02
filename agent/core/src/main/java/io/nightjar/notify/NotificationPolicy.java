package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.HeldBy;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final String FLAPPING = "flapping";

    private final InstantSource wallClock;
    private final LateFigures lateFigures;
    private final Alerts alerts = new Alerts();
    private final RateLimiters rateLimiters = new RateLimiters();
    private final Map<String, Long> sentByOperation = new LinkedHashMap<>();
    private final Outbox outbox;
    private final Silences silences;
    private final FlappingConditions flapping;
    private RateLimit rateLimit;
    private long sent;
    private long held;
    private long suppressed;
    private final AtomicLong changes = new AtomicLong();

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
        return new PolicyCounts(sent + held + suppressed, sent, held, suppressed);
    }

    /** Counts breaches that nobody could look at, because there were too many. */
    public void suppressed(AlertType type, String operation, long count) {
        rateLimiters.of(type, operation, rateLimit).suppress(Severity.WARNING, count);
        suppressed += count;
    }

    /** Whether something holds back one more breach of a condition that is no worse: then the breach is counted. */
    public boolean holdsBack(NotifiableCondition condition, Severity severity, long nowNanos) {
        HeldBy reason = heldBy(condition, severity, nowNanos);
        if (reason != null && reason == condition.notices().heldBy) {
            held++;
            return true;
        }
        RateLimiter limiter = limiter(condition);
        if (reason != null || limiter.isOpen(nowNanos, severity, rateLimit)) {
            return false;
        }
        limiter.suppress(severity, 1);
        suppressed++;
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
        HeldBy reason = heldBy(condition, severity, nowNanos);
        RateLimiter limiter = limiter(condition);
        if (reason != null) {
            hold(condition, reason, severity);
        } else if (limiter.isOpen(nowNanos, severity, rateLimit)) {
            send(condition, nowNanos, limiter, severity, changed);
        } else {
            limiter.suppress(severity, 1);
            suppressed++;
            if (changed) {
                Alert state = current(condition);
                condition.notices().lastState = state;
                outbox.state(condition, state, nowNanos, false);
                outbox.join(condition.notices(), state, false, nowNanos);
            }
        }
    }

    /** What holds back an alert of a condition now; null where only the rate limit may. */
    private @Nullable HeldBy heldBy(NotifiableCondition condition, Severity severity, long nowNanos) {
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
    private boolean isAcknowledged(AcknowledgedState acknowledged, Severity severity, long nowNanos) {
        Acknowledgement acknowledgement = acknowledged.get();
        if (acknowledgement == null) {
            return false;
        }
        boolean worse = severity.compareTo(acknowledged.severity()) > 0;
        if (worse || acknowledgement.until() != null && acknowledged.isOver(wallClock.instant())) {
            acknowledged.end(nowNanos);
            changes.incrementAndGet();
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
    private void hold(NotifiableCondition condition, HeldBy reason, Severity severity) {
        ConditionNotices notices = condition.notices();
        Severity before = notices.heldBy == reason ? notices.heldSeverity : null;
        if (before == null || severity.compareTo(before) > 0) {
            Silence silence = reason == HeldBy.SILENCE ? silencing(condition, severity) : null;
            Alert alert = current(condition);
            outbox.history().add(new AlertRecord(alert, List.of(), reason, silence == null ? null : silence.id()));
            if (silence != null) {
                outbox.silenced(condition, alert);
                notices.waitsForSilence |= !notices.notified || severity.compareTo(notices.notifiedSeverity) > 0;
            }
            notices.lastState = alert;
            notices.heldBy = reason;
            notices.heldSeverity = severity;
            notices.silencedBy = silence == null ? null : silence.id();
            changes.incrementAndGet();
        }
        held++;
    }

    /** A condition's severity changed and no alert is due; who did not take it before, and does now, gets it. */
    public void stateChanged(NotifiableCondition condition, long nowNanos) {
        ConditionNotices notices = condition.notices();
        Alert state = current(condition);
        HeldBy reason = heldBy(condition, condition.severity(), nowNanos);
        notices.lastState = state;
        outbox.state(condition, state, nowNanos, reason == HeldBy.SILENCE);
        changes.incrementAndGet();
        if (reason != null || !notices.notified) {
            return;
        }
        outbox.join(notices, state, false, nowNanos);
        Set<String> recipients = outbox.recipients(condition, condition.severity(), nowNanos, false);
        recipients.removeAll(notices.told.keySet());
        if (!recipients.isEmpty()) {
            outbox.history().add(new AlertRecord(state, List.of(), null, null));
            outbox.notify(notices, state, recipients, nowNanos);
            sent++;
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
        if (onlyOwnTimes && recipients.isEmpty()) {
            return;
        }
        HeldBy reason = heldBy(condition, severity, nowNanos);
        if (reason == null) {
            send(condition, nowNanos, limiter, severity, false, recipients);
        } else if (reason != condition.notices().heldBy) {
            hold(condition, reason, severity);
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
        Alert firing = notices.lastState == null ? current(condition) : notices.lastState;
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
        changes.incrementAndGet();
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
        for (FlappingCondition over : flapping.calmedDown(nowNanos)) {
            Instant at = over.overAt == null ? wallClock.instant() : over.overAt;
            end(over.notices, over.over, at, nowNanos, null);
        }
        outbox.sendGroups(nowNanos, rateLimit.nanos());
    }

    private void look(NotifiableCondition condition, long nowNanos) {
        ConditionNotices notices = condition.notices();
        if (notices.acknowledged.get() != null
                && !isAcknowledged(notices.acknowledged, condition.severity(), nowNanos)) {
            outbox.unacknowledged(condition.fingerprint());
        }
        HeldBy reason = null;
        boolean asked = false;
        if (notices.waitsForSilence) {
            Severity due = condition.breach().severity();
            RateLimiter limiter = limiter(condition);
            if (limiter.isOpen(nowNanos, due, rateLimit) && heldBy(condition, due, nowNanos) == null) {
                send(condition, nowNanos, limiter, due, true);
            }
        }
        List<RoutedDestination> destinations = outbox.destinations();
        for (int i = 0; i < destinations.size(); i++) {
            RoutedDestination destination = destinations.get(i);
            if (destination.afterNanos > 0
                    && !isTold(destination, condition)
                    && destination.matches(condition.breach().type(), condition.severity(), condition.labels())) {
                reason = asked ? reason : heldBy(condition, condition.severity(), nowNanos);
                asked = true;
                long nanos = notices.acknowledged.unacknowledgedNanos(condition.firstBreachNanos(), nowNanos);
                if (nanos >= destination.afterNanos && (reason == null || isHeldAsFlappingAlone(condition, reason))) {
                    escalate(condition, destination, nowNanos);
                }
            }
        }
    }

    /** What fires for so long is escalated though it is flapping. */
    private boolean isHeldAsFlappingAlone(NotifiableCondition condition, HeldBy reason) {
        return reason == HeldBy.FLAPPING
                && condition.notices().acknowledged.get() == null
                && silencing(condition, condition.severity()) == null;
    }

    private static boolean isTold(RoutedDestination destination, NotifiableCondition condition) {
        return condition.notices().wasTold(destination.name())
                || destination.groups != null && destination.groups.of(condition.fingerprint()) != null;
    }

    /** Sends a condition to a destination that gets it only now. */
    private void escalate(NotifiableCondition condition, RoutedDestination destination, long nowNanos) {
        Breach breach = condition.breach();
        RateLimiter limiter = destination.escalations.of(breach.type(), breach.operation(), rateLimit);
        if (!limiter.isOpen(nowNanos, condition.severity(), rateLimit)) {
            return;
        }
        ConditionNotices notices = condition.notices();
        Alert alert = current(condition);
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
        sent++;
        changes.incrementAndGet();
    }

    /** Ends what is over but for its flapping, and sends all that waits in groups, because nothing comes after it. */
    public void close(long nowNanos, String reason) {
        for (FlappingCondition one : flapping.over()) {
            Alert firing = one.over;
            Instant endedAt = one.overAt == null ? wallClock.instant() : one.overAt;
            one.over = null;
            end(one.notices, firing, endedAt, nowNanos, reason);
        }
        outbox.sendAllGroups(nowNanos);
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
        Breach breach = withFlapping(lateFigures.complete(condition.breach()), notices.flapping);
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
        sent++;
        changes.incrementAndGet();
        if (breach.operation() != null) {
            sentByOperation.merge(breach.operation(), 1L, Long::sum);
        }
    }

    /** A breach of a condition that is flapping says so. */
    private static Breach withFlapping(Breach breach, @Nullable FlappingCondition one) {
        if (one == null || !one.flapping) {
            return breach;
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(breach.metadata());
        metadata.put(FLAPPING, true);
        return new Breach(
                breach.type(), breach.severity(), breach.operation(), breach.message(), metadata, breach.labels());
    }

    private static void announced(@Nullable FlappingCondition one, Severity severity) {
        if (one != null && one.flapping) {
            one.announced = true;
            one.announcedSeverity = severity;
        }
    }

    private Alert current(NotifiableCondition condition) {
        return alerts.state(
                withFlapping(condition.breach(), condition.notices().flapping),
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

    /** Somebody looks after a condition that fires; destinations that keep acknowledgements learn of it. */
    void acknowledge(NotifiableCondition condition, Acknowledgement acknowledgement) {
        condition.notices().acknowledged.set(acknowledgement, condition.severity());
        changes.incrementAndGet();
        Instant now = wallClock.instant();
        outbox.acknowledged(condition, alerts.acknowledged(current(condition), acknowledgement, now));
    }

    /** Nobody looks after a condition any more. */
    void unacknowledge(NotifiableCondition condition, long nowNanos) {
        condition.notices().acknowledged.end(nowNanos);
        outbox.unacknowledged(condition.fingerprint());
        changes.incrementAndGet();
    }

    Silences silences() {
        return silences;
    }

    /** The silences are others now. */
    void silencesChanged() {
        changes.incrementAndGet();
    }

    /** Grows with every change of what {@link #remember} returns, arrivals excepted. Thread-safe. */
    public long changes() {
        return changes.get();
    }

    /**
     * What is to survive the process.
     *
     * @param conditions all that there are
     */
    public PolicyMemory remember(Collection<? extends NotifiableCondition> conditions, long nowNanos) {
        Instant now = wallClock.instant();
        List<PolicyMemory.OpenRecord> open = PolicyRecords.conditions(conditions, now, nowNanos);
        open.addAll(PolicyRecords.ends(outbox.waitingEnds(), now));
        return new PolicyMemory(
                open,
                silences.askedFor(now),
                PolicyRecords.beginnings(flapping.all(), now, nowNanos),
                outbox.history().newest(null, Integer.MAX_VALUE));
    }

    /** Takes what an earlier process remembered, but for its conditions. */
    public void restore(PolicyMemory memory, long nowNanos) {
        Instant now = wallClock.instant();
        for (Silence silence : memory.silences()) {
            if (!silence.time().isOver(now)) {
                silences.restore(silence);
            }
        }
        for (PolicyMemory.Beginnings beginnings : memory.beginnings()) {
            if (!flapping.isOff()) {
                FlappingCondition one = PolicyRecords.flapping(beginnings, now, nowNanos);
                flapping.restore(one);
                if (one.over != null) {
                    outbox.restored(one.notices, one.over, nowNanos);
                }
            }
        }
        memory.history().forEach(outbox.history()::add);
        for (PolicyMemory.OpenRecord record : memory.conditions()) {
            if (record.isOver()) {
                record.sentTo().forEach(name -> outbox.restoreEnd(name, record.state(), nowNanos));
            }
        }
    }

    /**
     * What destinations have got, as this process would have sent it: they are to get its end, too.
     *
     * @param conditions all that there are
     */
    public List<Notice> known(Collection<? extends NotifiableCondition> conditions) {
        List<Notice> known = new ArrayList<>();
        for (NotifiableCondition condition : conditions) {
            Alert state = condition.notices().lastState;
            if (condition.fires() && state != null) {
                outbox.addKnown(condition.notices(), state, known);
            }
        }
        for (FlappingCondition one : flapping.over()) {
            outbox.addKnown(one.notices, one.over, known);
        }
        outbox.addKnownGroups(known);
        return known;
    }

    /** What an earlier process remembered of a condition that goes on; whoever was told of it is not told again at once. */
    public ConditionNotices restored(PolicyMemory.OpenRecord record, long nowNanos) {
        ConditionNotices notices = flapping.continued(record.state().fingerprint());
        PolicyRecords.restore(notices, record, wallClock.instant(), nowNanos);
        outbox.restored(notices, record.state(), nowNanos);
        if (notices.notified) {
            Alert state = record.state();
            rateLimiters
                    .of(state.type(), record.operation(), rateLimit)
                    .tryAcquire(nowNanos, state.severity(), rateLimit);
        }
        return notices;
    }
}
