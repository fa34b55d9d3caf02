package io.nightjar.detect;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.time.Durations;
import io.nightjar.time.NanoClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lives of all conditions: pending, firing, over; who is told what, and what the rate limit holds back. Confined to the
 * detector's lock.
 */
final class Conditions implements StateRule.Breaches {
    private static final int MOST_CONDITIONS = 10_000;

    private final NanoClock clock;
    private final InstantSource wallClock;
    private final Guarded outside;
    private final Alerts alerts = new Alerts();
    private final RateLimiters rateLimiters = new RateLimiters();
    private final Map<String, Condition> byFingerprint = new LinkedHashMap<>();
    private final Map<String, Long> sentByOperation = new LinkedHashMap<>();
    private DetectionSettings settings;
    private RateLimit rateLimit;
    private volatile AlertHistory history;

    Conditions(DetectionSettings settings, NanoClock clock, InstantSource wallClock, Guarded outside) {
        this.clock = clock;
        this.wallClock = wallClock;
        this.outside = outside;
        this.settings = settings;
        rateLimit = RateLimit.of(settings.rateLimit(), settings.escalationPasses());
        history = new AlertHistory(settings.historySize());
    }

    void replaceSettings(DetectionSettings newSettings) {
        settings = newSettings;
        rateLimit = RateLimit.of(newSettings.rateLimit(), newSettings.escalationPasses());
        if (newSettings.historySize() != history.size()) {
            history = history.resized(newSettings.historySize());
        }
    }

    AlertHistory history() {
        return history;
    }

    long sent(String operation) {
        return sentByOperation.getOrDefault(operation, 0L);
    }

    /** Breaches that nobody could look at, because there were too many. */
    void suppressed(AlertType type, String operation, long count) {
        rateLimiters.of(type, operation, settings.rateLimitScope()).suppress(Severity.WARNING, count);
    }

    /**
     * Whether a further event of a condition is no worse than what was told of it and the rate limit is closed: then it is
     * counted, and that is all that happens. Cheap, for calls that are slow by the thousand.
     */
    boolean isHeldBack(Condition condition, Severity severity) {
        long nowNanos = clock.nanoTime();
        RateLimiter limiter = limiter(condition);
        if (condition.over
                || severity.compareTo(condition.worst) > 0
                || limiter.isOpen(nowNanos, severity, rateLimit)) {
            return false;
        }
        limiter.suppress(severity, 1);
        condition.lastBreachNanos = nowNanos;
        return true;
    }

    /**
     * A single breach that is an alert in its own right.
     *
     * @param known the condition of an earlier breach of the same type and labels, where the caller remembers it
     */
    Condition event(Breach breach, @Nullable Condition known) {
        long nowNanos = clock.nanoTime();
        Condition condition = known == null || known.over ? find(breach, nowNanos, true) : known;
        boolean changed = !condition.begun || breach.severity().compareTo(condition.worst) > 0;
        condition.breach = breach;
        condition.lastBreachNanos = nowNanos;
        condition.severity = Severities.worse(condition.worst, breach.severity());
        raise(condition, nowNanos, changed);
        begun(condition, condition.severity);
        return condition;
    }

    @Override
    public void state(Breach breach, boolean firesOnce) {
        long nowNanos = clock.nanoTime();
        Condition condition = find(breach, nowNanos, firesOnce);
        condition.breach = breach;
        condition.lastBreachNanos = nowNanos;
        boolean changed = breach.severity() != condition.severity;
        condition.severity = breach.severity();
        if (!condition.begun) {
            if (nowNanos - condition.firstBreachNanos >= Durations.saturatedNanos(settings.pendingFor())) {
                raise(condition, nowNanos, true);
                begun(condition, breach.severity());
            }
        } else if (breach.severity().compareTo(condition.worst) > 0) {
            if (firesOnce) {
                tellState(condition);
            } else {
                raise(condition, nowNanos, true);
            }
            begun(condition, breach.severity());
        } else if (changed) {
            tellState(condition);
        }
    }

    /** Comes after the raising: what could not be raised, for want of memory, is raised at the next breach. */
    private static void begun(Condition condition, Severity worst) {
        condition.begun = true;
        condition.worst = worst;
    }

    /** After all states were judged: reminds of what lasts, ends what is over. */
    void judged(long judgedSinceNanos) {
        long nowNanos = clock.nanoTime();
        remind(nowNanos, judgedSinceNanos);
        long quietNanos = Durations.saturatedNanos(settings.resolveAfter());
        for (Iterator<Condition> all = byFingerprint.values().iterator(); all.hasNext(); ) {
            Condition condition = all.next();
            boolean breached = condition.lastBreachNanos - judgedSinceNanos >= 0;
            if (!condition.begun && !breached) {
                all.remove();
            } else if (condition.begun && !breached && nowNanos - condition.lastBreachNanos >= quietNanos) {
                resolve(condition, null);
                all.remove();
            }
        }
    }

    /** Ends everything. */
    void resolveAll(String reason) {
        for (Condition condition : byFingerprint.values()) {
            if (condition.begun) {
                resolve(condition, reason);
            }
        }
        byFingerprint.clear();
    }

    private Condition find(Breach breach, long nowNanos, boolean silentWhileItLasts) {
        Map<String, String> labels = Alerts.labels(settings.constantLabels(), breach);
        String fingerprint = Alerts.fingerprint(breach, labels);
        Condition condition = byFingerprint.get(fingerprint);
        if (condition == null) {
            if (byFingerprint.size() >= MOST_CONDITIONS) {
                endOldest();
            }
            condition =
                    new Condition(fingerprint, labels, breach, wallClock.instant(), nowNanos, silentWhileItLasts);
            byFingerprint.put(fingerprint, condition);
        }
        return condition;
    }

    private void endOldest() {
        Condition oldest = byFingerprint.values().iterator().next();
        if (oldest.begun) {
            resolve(oldest, null);
        }
        byFingerprint.remove(oldest.fingerprint);
    }

    /** An alert is due: sent, or held back and counted. */
    private void raise(Condition condition, long nowNanos, boolean changed) {
        RateLimiter limiter = limiter(condition);
        Severity severity = condition.breach.severity();
        if (limiter.isOpen(nowNanos, severity, rateLimit)) {
            send(condition, nowNanos, limiter, severity, changed);
            return;
        }
        limiter.suppress(severity, 1);
        if (changed) {
            tellState(condition);
        }
    }

    /** Sends, with the limit open. What needs memory comes before what closes the limit. */
    private void send(Condition condition, long nowNanos, RateLimiter limiter, Severity limited, boolean changed) {
        Breach breach = withStack(condition.breach);
        Alert alert = alerts.firing(
                breach,
                breach.severity(),
                condition.labels,
                condition.fingerprint,
                condition.startsAt,
                condition.firstBreachNanos == nowNanos ? condition.startsAt : wallClock.instant(),
                limiter.suppressed());
        history.add(alert);
        limiter.tryAcquire(nowNanos, limited, rateLimit);
        limiter.takeSuppressed();
        condition.notified = true;
        condition.lastNotifiedNanos = nowNanos;
        outside.notification(alert);
        if (changed) {
            condition.told = alert;
            outside.condition(alert);
        }
        if (breach.operation() != null) {
            sentByOperation.merge(breach.operation(), 1L, Long::sum);
        }
    }

    private void tellState(Condition condition) {
        condition.told = current(condition);
        outside.condition(condition.told);
    }

    private Alert current(Condition condition) {
        return alerts.state(
                condition.breach,
                condition.severity,
                condition.labels,
                condition.fingerprint,
                condition.startsAt,
                wallClock.instant());
    }

    private void remind(long nowNanos, long judgedSinceNanos) {
        if (rateLimit.nanos() == 0) {
            return;
        }
        List<Condition> lasting = new ArrayList<>();
        for (Condition condition : byFingerprint.values()) {
            boolean breached = condition.lastBreachNanos - judgedSinceNanos >= 0;
            if (condition.begun && breached && !condition.silentWhileItLasts) {
                lasting.add(condition);
            }
        }
        if (lasting.isEmpty()) {
            return;
        }
        lasting.sort(Comparator.comparing((Condition condition) -> condition.notified)
                .thenComparing(condition -> condition.severity, Comparator.reverseOrder())
                .thenComparing(condition -> nowNanos - condition.lastNotifiedNanos, Comparator.reverseOrder()));
        for (Condition condition : lasting) {
            RateLimiter limiter = limiter(condition);
            if (reopened(limiter, nowNanos)) {
                send(condition, nowNanos, limiter, condition.severity, false);
            }
        }
    }

    /** Reminders wait for the time to be over; escalation is for what has become worse. */
    private boolean reopened(RateLimiter limiter, long nowNanos) {
        return limiter.isOpen(nowNanos, Severity.WARNING, rateLimit);
    }

    private void resolve(Condition condition, @Nullable String reason) {
        condition.over = true;
        Alert firing = condition.told == null ? current(condition) : condition.told;
        Instant now = wallClock.instant();
        Alert resolved = alerts.resolved(firing, now, reason);
        if (condition.notified) {
            history.add(resolved);
            outside.notification(resolved);
        }
        outside.condition(resolved);
    }

    private Breach withStack(Breach breach) {
        if (breach.type() != AlertType.STUCK) {
            return breach;
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(breach.metadata());
        metadata.put(StuckRule.STACK, outside.stackInside(String.valueOf(breach.operation())));
        return new Breach(
                breach.type(), breach.severity(), breach.operation(), breach.message(), metadata, breach.labels());
    }

    private RateLimiter limiter(Condition condition) {
        return rateLimiters.of(
                condition.breach.type(), condition.breach.operation(), settings.rateLimitScope());
    }
}
