package io.nightjar.config;

import io.nightjar.detect.OperationLimits;
import io.nightjar.detect.SeverityBands;
import io.nightjar.detect.ThroughputArm;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of each operation: its own keys before those of matching globs, those before the user's global ones,
 * those before the preset's defaults, those before ours. Each key is looked up by itself. Of globs the one with the most
 * literal characters wins, of equals the first in alphabetical order; a name without {@code *} beats every glob.
 * Immutable; thread-safe.
 */
final class OperationLimitsTable implements Function<OperationSpec, OperationLimits> {
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final int STUCK_FACTOR = 10;

    private final OperationOverrides global;
    private final List<OperationOverrides> specificFirst;

    /**
     * @param global the values of the global keys, those that the user did not set with their defaults, latency and stuck
     *     thresholds excepted
     * @param specificFirst what is set for one operation or a glob, the most specific first
     */
    OperationLimitsTable(OperationOverrides global, List<OperationOverrides> specificFirst) {
        this.global = global;
        this.specificFirst = List.copyOf(specificFirst);
    }

    @Override
    public OperationLimits apply(OperationSpec spec) {
        OperationOverrides own = new OperationOverrides(spec.name());
        for (OperationOverrides overrides : specificFirst) {
            if (Glob.matches(overrides.name, spec.name())) {
                own.fillFrom(overrides);
            }
        }
        OptionalDouble throughput =
                own.throughputPerSecond == null ? OptionalDouble.empty() : OptionalDouble.of(own.throughputPerSecond);
        own.fillFrom(global);
        return limits(own, latencyNanos(own, spec), stuckNanos(own, spec), throughput);
    }

    /** What a layer as a whole is judged by. */
    OperationLimits layer() {
        OperationSpec none = OperationSpec.of("", "");
        OptionalDouble throughput = OptionalDouble.of(global.throughputPerSecond);
        return limits(global, latencyNanos(global, none), stuckNanos(global, none), throughput);
    }

    /** Whether anything is learned of any operation, or of memory. */
    boolean learns() {
        boolean learns = global.learns;
        for (OperationOverrides overrides : specificFirst) {
            learns |= Boolean.TRUE.equals(overrides.learns);
        }
        return learns;
    }

    /** Whether the growth of memory is learned. */
    boolean learnsMemory() {
        return global.learns && global.signals.contains("memory");
    }

    private static long latencyNanos(OperationOverrides own, OperationSpec spec) {
        if (own.latencyNanos != null) {
            return own.latencyNanos;
        }
        return spec.defaultLatencyThresholdNanos().orElse(OperationOverrides.DEFAULT_LATENCY_NANOS);
    }

    /** A preset's own stuck threshold belongs to its own latency threshold: it holds where the user set neither. */
    private static long stuckNanos(OperationOverrides own, OperationSpec spec) {
        if (own.stuckNanos != null) {
            return own.stuckNanos;
        }
        if (own.latencyNanos == null && spec.defaultStuckThresholdNanos().isPresent()) {
            return spec.defaultStuckThresholdNanos().getAsLong();
        }
        return STUCK_FACTOR * latencyNanos(own, spec);
    }

    private static OperationLimits limits(
            OperationOverrides own, long latencyNanos, long stuckNanos, OptionalDouble throughput) {
        return new OperationLimits(
                latencyNanos / NANOS_PER_MILLI,
                stuckNanos / NANOS_PER_MILLI,
                own.errorRate,
                own.minRequests,
                own.errorsIgnore,
                throughput,
                own.arm,
                new SeverityBands(own.severityError, own.severityCritical),
                own.window,
                own.learns ? own.signals : List.of());
    }

    /** What is set for one name; null where nothing is. Confined to the thread that reads the configuration or asks. */
    static final class OperationOverrides {
        static final long DEFAULT_LATENCY_NANOS =
                Units.nanos(Key.LATENCY_THRESHOLD.defaultValue(), true).orElseThrow();

        final String name;

        @Nullable
        Long latencyNanos;

        @Nullable
        Long stuckNanos;

        @Nullable
        Double errorRate;

        @Nullable
        Long minRequests;

        @Nullable
        List<String> errorsIgnore;

        @Nullable
        Double throughputPerSecond;

        @Nullable
        ThroughputArm arm;

        @Nullable
        Double severityError;

        @Nullable
        Double severityCritical;

        @Nullable
        Duration window;

        @Nullable
        Boolean learns;

        @Nullable
        List<String> signals;

        OperationOverrides(String name) {
            this.name = name;
        }

        /** Takes what it lacks itself. */
        void fillFrom(OperationOverrides other) {
            latencyNanos = latencyNanos == null ? other.latencyNanos : latencyNanos;
            stuckNanos = stuckNanos == null ? other.stuckNanos : stuckNanos;
            errorRate = errorRate == null ? other.errorRate : errorRate;
            minRequests = minRequests == null ? other.minRequests : minRequests;
            errorsIgnore = errorsIgnore == null ? other.errorsIgnore : errorsIgnore;
            throughputPerSecond = throughputPerSecond == null ? other.throughputPerSecond : throughputPerSecond;
            arm = arm == null ? other.arm : arm;
            severityError = severityError == null ? other.severityError : severityError;
            severityCritical = severityCritical == null ? other.severityCritical : severityCritical;
            window = window == null ? other.window : window;
            learns = learns == null ? other.learns : learns;
            signals = signals == null ? other.signals : signals;
        }
    }
}
