package io.nightjar.replay;

import io.nightjar.detect.DetectionSettings;
import io.nightjar.notify.Grouping;
import io.nightjar.notify.Route;
import io.nightjar.time.Durations;
import java.time.Duration;

/**
 * Which time can be skipped: when nothing is wrong, nothing waits to be sent, and no window reaches back to a call, each look is
 * like the one before. So much time is left before the next call that all windows are whole again. Confined to one thread.
 */
final class IdleTime {
    private static final long MARGIN_NANOS = 10_000_000_000L;
    /** A window of an hour, an hour ago. */
    private static final Duration RULES_LOOK_BACK = Duration.ofHours(2);

    private static final Duration FORECASTS_LOOK_BACK = Duration.ofHours(26);

    /** Silence is an alert, and after a day of it a machine was off. */
    private static final Duration LEARNING_LOOK_BACK = Duration.ofHours(26);

    private final boolean enabled;
    private final long policyNanos;
    private final boolean forecasts;
    private Duration statedLookBack;
    private long quietSinceNanos = Long.MIN_VALUE;

    /** @param enabled false: nothing is ever skipped */
    IdleTime(DetectionSettings settings, boolean enabled) {
        // objectives look back for days, over a gap as over any other time
        this.enabled = enabled && settings.stated().objectives().isEmpty();
        policyNanos = policyNanos(settings);
        forecasts = !settings.stated().memoryForecast().isZero();
        statedLookBack = settings.stated().learns()
                ? LEARNING_LOOK_BACK
                : settings.stated().rules().isEmpty() ? Duration.ZERO : RULES_LOOK_BACK;
    }

    /** A memory was read: forecasts look back for a day, where there are any. */
    void memoryRead() {
        if (forecasts) {
            statedLookBack = FORECASTS_LOOK_BACK;
        }
    }

    /** For how long something may still be sent of what is over. */
    private static long policyNanos(DetectionSettings settings) {
        Duration longest = settings.notifications().flapping().within();
        for (Route route : settings.notifications().routes()) {
            Grouping grouping = route.grouping();
            if (grouping != null) {
                Duration waits = grouping.delay().plus(grouping.interval());
                longest = waits.compareTo(longest) > 0 ? waits : longest;
            }
        }
        return Durations.saturatedNanos(longest) + MARGIN_NANOS;
    }

    /** As above. */
    long policyNanos() {
        return policyNanos;
    }

    /** Whether so much time is worth looking whether it can be skipped. */
    boolean mayBeSkipped(long nanos) {
        return enabled && nanos > 2 * policyNanos;
    }

    /**
     * When to look next.
     *
     * @param nextNanos when that would be
     * @param latestNanos when the latest call ended
     * @param untilNanos when the next call ends
     * @param quiet whether nothing is wrong
     */
    long next(
            long nowNanos,
            long nextNanos,
            long parkNanos,
            long latestNanos,
            long untilNanos,
            boolean quiet,
            Duration longestWindow) {
        quietSinceNanos = quiet ? Math.max(quietSinceNanos, latestNanos) : nowNanos;
        long lookBackNanos =
                Math.max(policyNanos, Durations.saturatedNanos(longestWindow.plus(statedLookBack)) + MARGIN_NANOS);
        long leftNanos = untilNanos - lookBackNanos - nextNanos;
        return nowNanos - quietSinceNanos >= lookBackNanos && leftNanos > parkNanos
                ? nextNanos + leftNanos / parkNanos * parkNanos
                : nextNanos;
    }
}
