package io.nightjar.detect;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Severity;
import io.nightjar.notify.BoundedMap;
import io.nightjar.notify.CheckNotifier;
import io.nightjar.notify.RateLimit;
import io.nightjar.time.Durations;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The detector as a library: its caller reports latencies, requests, resources and rates, and it returns an alert when a
 * threshold is crossed.
 *
 * <p>Safe from any thread; no method takes a lock or waits, but for what a listener does. A check returns the alert that it sent, or empty: the threshold
 * is not crossed, the detector is disabled, the rate limit holds the alert back, or there is nothing to judge. Input that is
 * not a number, infinite or negative is an {@link IllegalArgumentException} that names the argument.
 */
public final class AnomalyDetector {
    private static final int MOST_OPERATIONS = 1_000;
    private static final Consumer<Alert> NOBODY = alert -> {};

    private final DetectorConfig config;
    private final NanoClock clock;
    private final CheckNotifier notifier;
    private final RequestCounter allRequests = new RequestCounter();
    private final BoundedMap<RequestCounter> requests = new BoundedMap<>(MOST_OPERATIONS, RequestCounter::new);

    private AnomalyDetector(DetectorConfig config, Consumer<Alert> listener, NanoClock clock, InstantSource wallClock) {
        this.config = Arguments.notNull("config", config);
        Arguments.notNull("listener", listener);
        this.clock = Arguments.notNull("clock", clock);
        Arguments.notNull("wallClock", wallClock);
        RateLimit rateLimit = RateLimit.of(
                config.alertRateLimit(),
                config.escalationPasses(),
                config.rateLimitScope() == RateLimitScope.OPERATION);
        notifier = new CheckNotifier(rateLimit, config.historySize(), wallClock, listener);
    }

    /** A detector whose alerts are returned and kept in its history. */
    public static AnomalyDetector create(DetectorConfig config) {
        return create(config, NOBODY);
    }

    /**
     * A detector that also hands its alerts to a listener, on the thread of the check; what the listener throws is counted
     * and goes no further.
     */
    public static AnomalyDetector create(DetectorConfig config, Consumer<Alert> listener) {
        return create(config, listener, NanoClock.SYSTEM, InstantSource.system());
    }

    /** As above, with clocks of the caller's own: one for durations, one for timestamps. */
    public static AnomalyDetector create(
            DetectorConfig config, Consumer<Alert> listener, NanoClock clock, InstantSource wallClock) {
        return new AnomalyDetector(config, listener, clock, wallClock);
    }

    /**
     * Judges how long an operation took.
     *
     * @throws IllegalArgumentException if the operation is null or the latency not finite or negative
     */
    public Optional<Alert> checkLatency(String operation, double latencyMillis) {
        if (operation == null || !(latencyMillis >= 0 && latencyMillis <= Double.MAX_VALUE)) {
            Arguments.notNull("operation", operation);
            Arguments.notNegative("latencyMillis", latencyMillis);
        }
        double threshold = config.latencyThresholdMillis();
        if (!LatencyRule.isBreached(latencyMillis, threshold) || !config.enabled()) {
            return Optional.empty();
        }
        Severity severity = LatencyRule.severity(latencyMillis, threshold, config.severity());
        if (!notifier.tryAcquire(AlertType.LATENCY, operation, severity, clock.nanoTime())) {
            return Optional.empty();
        }
        return send(LatencyRule.breach(operation, latencyMillis, threshold, severity, Map.of(), Map.of()));
    }

    /**
     * Counts a request, for {@link #checkErrorRate}.
     *
     * @throws IllegalArgumentException if the operation is null
     */
    public void recordRequest(String operation, boolean succeeded) {
        Arguments.notNull("operation", operation);
        if (config.enabled()) {
            long nowNanos = clock.nanoTime();
            requests.get(operation).record(nowNanos, succeeded);
            allRequests.record(nowNanos, succeeded);
        }
    }

    /**
     * Judges the failed share of the requests of a window that ends now. The window is counted back to the beginning of the
     * time bucket in which it begins: 0.27 s for windows up to 2 minutes, 4.3 s up to 36 minutes, 69 s up to 9 hours,
     * 18 minutes beyond; what is older than 6 days is not counted.
     *
     * @param operation null for all operations
     * @throws IllegalArgumentException if the window is null, zero or negative
     */
    public Optional<Alert> checkErrorRate(@Nullable String operation, Duration window) {
        Arguments.positive("window", window);
        RequestCounter counter = operation == null ? allRequests : requests.find(operation);
        if (counter == null || !config.enabled()) {
            return Optional.empty();
        }
        long nowNanos = clock.nanoTime();
        double threshold = config.errorRateThreshold();
        RequestCounter.Window counted = counter.window(nowNanos, Durations.saturatedNanos(window));
        long total = counted.requests();
        if (!ErrorRateRule.isBreached(total, counted.errors(), threshold)) {
            return Optional.empty();
        }
        Severity severity = ErrorRateRule.severity(total, counted.errors(), threshold, config.severity());
        if (!notifier.tryAcquire(AlertType.ERROR_RATE, operation, severity, nowNanos)) {
            return Optional.empty();
        }
        double windowSeconds = Durations.seconds(window);
        return send(ErrorRateRule.breach(
                operation, total, counted.errors(), threshold, windowSeconds, severity, Map.of(), Map.of()));
    }

    /**
     * Judges the used share of GPU memory, or of system memory where nothing is known of a GPU.
     *
     * @throws IllegalArgumentException if the reading is null
     */
    public Optional<Alert> checkResources(ResourceReading reading) {
        Arguments.notNull("reading", reading);
        boolean gpu = reading.gpuMemoryPercent().isPresent();
        OptionalDouble used = gpu ? reading.gpuMemoryPercent() : reading.memoryPercent();
        double threshold = config.memoryThresholdPercent();
        if (used.isEmpty() || !MemoryRule.isBreached(used.getAsDouble(), threshold) || !config.enabled()) {
            return Optional.empty();
        }
        Severity severity = MemoryRule.severity(used.getAsDouble(), threshold, config.memorySeverity());
        long nowNanos = clock.nanoTime();
        if (!notifier.tryAcquire(AlertType.MEMORY, null, severity, nowNanos)) {
            return Optional.empty();
        }
        MemoryKind kind = gpu ? MemoryKind.GPU : MemoryKind.SYSTEM;
        MemoryReading judged = new MemoryReading(kind, null, null, used.getAsDouble(), reading.cpuPercent(), nowNanos);
        return send(MemoryRule.breach(judged, threshold, severity));
    }

    /**
     * Judges a rate of completed requests that the caller measured.
     *
     * @throws IllegalArgumentException if the rate is not finite or negative
     */
    public Optional<Alert> checkThroughput(double requestsPerSecond) {
        Arguments.notNegative("requestsPerSecond", requestsPerSecond);
        double threshold = config.throughputThresholdPerSecond();
        if (!ThroughputRule.isBreached(requestsPerSecond, threshold) || !config.enabled()) {
            return Optional.empty();
        }
        Severity severity = ThroughputRule.severity(requestsPerSecond, threshold, config.severity());
        if (!notifier.tryAcquire(AlertType.THROUGHPUT, null, severity, clock.nanoTime())) {
            return Optional.empty();
        }
        return send(ThroughputRule.breach(null, requestsPerSecond, threshold, null, severity, Map.of()));
    }

    /**
     * The newest alerts that were sent, oldest first.
     *
     * @param type null for all types
     * @throws IllegalArgumentException if the limit is negative
     */
    public List<Alert> alertHistory(@Nullable AlertType type, int limit) {
        return notifier.newest(type, Arguments.within("limit", limit, 0, Integer.MAX_VALUE));
    }

    /** How often the listener threw. */
    public long listenerFailures() {
        return notifier.listenerFailures();
    }

    private Optional<Alert> send(Breach breach) {
        return Optional.of(notifier.send(breach));
    }
}
