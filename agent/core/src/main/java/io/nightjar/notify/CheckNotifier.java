package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Fingerprints;
import io.nightjar.alert.Severity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which breaches that a caller's checks found are sent, where each check stands alone and no condition is kept: the
 * rate limit and the history. Thread-safe, lock-free.
 */
public final class CheckNotifier {
    private final RateLimit rateLimit;
    private final InstantSource wallClock;
    private final Consumer<Alert> listener;
    private final RateLimiters rateLimiters = new RateLimiters();
    private final Alerts alerts = new Alerts();
    private final AlertHistory history;
    private final LongAdder listenerFailures = new LongAdder();

    /**
     * A notifier that has sent nothing.
     *
     * @param historySize alerts that are kept
     * @param wallClock for timestamps alone
     * @param listener what it throws is counted and goes no further
     */
    public CheckNotifier(RateLimit rateLimit, int historySize, InstantSource wallClock, Consumer<Alert> listener) {
        this.rateLimit = rateLimit;
        this.wallClock = wallClock;
        this.listener = listener;
        history = new AlertHistory(historySize);
    }

    /** True for the one breach that may be {@linkplain #send sent}; any other is counted. */
    public boolean tryAcquire(AlertType type, @Nullable String operation, Severity severity, long nowNanos) {
        return rateLimiters.of(type, operation, rateLimit).tryAcquire(nowNanos, severity, rateLimit);
    }

    /** Sends the alert of a breach that the limit let through, with what was held back before it. */
    public Alert send(Breach breach) {
        Instant now = wallClock.instant();
        Map<String, String> labels = breach.labels();
        RateLimiter limiter = rateLimiters.of(breach.type(), breach.limitKey(), rateLimit);
        Alert alert = alerts.firing(
                breach,
                breach.severity(),
                labels,
                Fingerprints.of(breach.type(), labels),
                now,
                now,
                limiter.takeSuppressed());
        history.add(new AlertRecord(alert, List.of(), null, null));
        try {
            listener.accept(alert);
        } catch (Throwable thrown) {
            listenerFailures.increment();
        }
        return alert;
    }

    /**
     * The newest alerts that were sent, oldest first.
     *
     * @param type null for all types
     */
    public List<Alert> newest(@Nullable AlertType type, int limit) {
        List<Alert> newest = new ArrayList<>();
        for (AlertRecord kept : history.newest(type, limit)) {
            newest.add(kept.alert());
        }
        return newest;
    }

    /** How often the listener threw. */
    public long listenerFailures() {
        return listenerFailures.sum();
    }
}
