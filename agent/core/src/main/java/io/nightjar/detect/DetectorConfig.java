package io.nightjar.detect;

import java.time.Duration;

/**
 * What an {@link AnomalyDetector} follows. Immutable.
 *
 * @param enabled false: nothing is recorded, checked or sent
 * @param latencyThresholdMillis a latency above this is an alert
 * @param errorRateThreshold a failed share above this, 0 to 1, is an alert
 * @param memoryThresholdPercent a used share above this, 0 to 100, is an alert
 * @param throughputThresholdPerSecond a rate below this is an alert
 * @param severity bands of value over threshold
 * @param memorySeverity bands over what lies between threshold and 100 %
 * @param alertRateLimit at most one alert of a key in this time; zero for no limit
 * @param rateLimitScope what a key is
 * @param escalationPasses whether a more severe alert passes the limit
 * @param historySize alerts kept
 */
public record DetectorConfig(
        boolean enabled,
        double latencyThresholdMillis,
        double errorRateThreshold,
        double memoryThresholdPercent,
        double throughputThresholdPerSecond,
        SeverityBands severity,
        SeverityBands memorySeverity,
        Duration alertRateLimit,
        RateLimitScope rateLimitScope,
        boolean escalationPasses,
        int historySize) {

    /** The largest history that can be asked for. */
    public static final int LARGEST_HISTORY = 1_000_000;

    /**
     * A configuration.
     *
     * @throws IllegalArgumentException if an argument is null or out of its range; the message names argument, value and
     *     range
     */
    public DetectorConfig {
        Arguments.notNegative("latencyThresholdMillis", latencyThresholdMillis);
        Arguments.within("errorRateThreshold", errorRateThreshold, 0.0, 1.0);
        Arguments.within("memoryThresholdPercent", memoryThresholdPercent, 0.0, 100.0);
        Arguments.notNegative("throughputThresholdPerSecond", throughputThresholdPerSecond);
        Arguments.notNull("severity", severity);
        Arguments.notNull("memorySeverity", memorySeverity);
        Arguments.notNegative("alertRateLimit", alertRateLimit);
        Arguments.notNull("rateLimitScope", rateLimitScope);
        Arguments.within("historySize", historySize, 0, LARGEST_HISTORY);
    }

    /** A builder that holds the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults; what is out of range is refused at once. Confined to one thread. */
    public static final class Builder {
        private boolean enabled = true;
        private double latencyThresholdMillis = 1_000;
        private double errorRateThreshold = 0.05;
        private double memoryThresholdPercent = 90;
        private double throughputThresholdPerSecond = 1;
        private SeverityBands severity = SeverityBands.RATIO_DEFAULT;
        private SeverityBands memorySeverity = SeverityBands.MEMORY_DEFAULT;
        private Duration alertRateLimit = Duration.ofSeconds(300);
        private RateLimitScope rateLimitScope = RateLimitScope.TYPE;
        private boolean escalationPasses;
        private int historySize = 1_000;

        private Builder() {}

        /** False: nothing is recorded, checked or sent. Default true. */
        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        /** A latency above this is an alert: finite, at least 0. Default 1000. */
        public Builder latencyThresholdMillis(double value) {
            latencyThresholdMillis = Arguments.notNegative("latencyThresholdMillis", value);
            return this;
        }

        /** A failed share above this is an alert: 0 to 1. Default 0.05. */
        public Builder errorRateThreshold(double value) {
            errorRateThreshold = Arguments.within("errorRateThreshold", value, 0.0, 1.0);
            return this;
        }

        /** A used share above this is an alert: 0 to 100. Default 90. */
        public Builder memoryThresholdPercent(double value) {
            memoryThresholdPercent = Arguments.within("memoryThresholdPercent", value, 0.0, 100.0);
            return this;
        }

        /** A rate below this is an alert: finite, at least 0. Default 1. */
        public Builder throughputThresholdPerSecond(double value) {
            throughputThresholdPerSecond = Arguments.notNegative("throughputThresholdPerSecond", value);
            return this;
        }

        /** Bands of value over threshold. Default 2 and 3. */
        public Builder severity(SeverityBands value) {
            severity = Arguments.notNull("severity", value);
            return this;
        }

        /** Bands over what lies between the memory threshold and 100 %. Default 0.5 and 0.9. */
        public Builder memorySeverity(SeverityBands value) {
            memorySeverity = Arguments.notNull("memorySeverity", value);
            return this;
        }

        /** At most one alert of a key in this time; zero for no limit. Default 300 s. */
        public Builder alertRateLimit(Duration value) {
            alertRateLimit = Arguments.notNegative("alertRateLimit", value);
            return this;
        }

        /** What a key of the rate limit is. Default the type. */
        public Builder rateLimitScope(RateLimitScope value) {
            rateLimitScope = Arguments.notNull("rateLimitScope", value);
            return this;
        }

        /** Whether a more severe alert passes the limit. Default false. */
        public Builder escalationPasses(boolean value) {
            escalationPasses = value;
            return this;
        }

        /** Alerts kept: 0 to {@value DetectorConfig#LARGEST_HISTORY}. Default 1000. */
        public Builder historySize(int value) {
            historySize = Arguments.within("historySize", value, 0, LARGEST_HISTORY);
            return this;
        }

        public DetectorConfig build() {
            return new DetectorConfig(
                    enabled,
                    latencyThresholdMillis,
                    errorRateThreshold,
                    memoryThresholdPercent,
                    throughputThresholdPerSecond,
                    severity,
                    memorySeverity,
                    alertRateLimit,
                    rateLimitScope,
                    escalationPasses,
                    historySize);
        }
    }
}
