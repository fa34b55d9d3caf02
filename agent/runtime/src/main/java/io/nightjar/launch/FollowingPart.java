package io.nightjar.launch;

import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;

/**
 * One part of the agent that follows a changed configuration, and the settings that it has followed. It counts as followed
 * once its step has ended without a failure, and not before. Confined to the detector's thread.
 */
final class FollowingPart {
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    private final String name;
    private final Step step;
    private Object followed;
    private boolean failed;
    private long failedNanos;
    private long pauseNanos = FIRST_PAUSE_NANOS;

    /** What the part follows, and what it does to follow. */
    interface Step {
        /** What of a configuration concerns the part. */
        Object settings(NightjarConfig config);

        void follow(NightjarConfig next) throws Exception;
    }

    /** @param current what the part follows already */
    FollowingPart(String name, NightjarConfig current, Step step) {
        this.name = name;
        this.step = step;
        this.followed = step.settings(current);
    }

    String name() {
        return name;
    }

    /** Makes the next call try without a pause: the settings are others. */
    void tryAtOnce() {
        pauseNanos = FIRST_PAUSE_NANOS;
        failedNanos -= LONGEST_PAUSE_NANOS;
    }

    /** Follows where there is something to follow and its pause is over; true once the part has followed. */
    boolean follow(NightjarConfig next, long nowNanos, AgentLog log) {
        Object wanted = step.settings(next);
        if (!failed && wanted.equals(followed)) {
            return true;
        }
        if (failed && nowNanos - failedNanos < pauseNanos) {
            return false;
        }
        try {
            step.follow(next);
            followed = wanted;
            failed = false;
            pauseNanos = FIRST_PAUSE_NANOS;
            return true;
        } catch (Throwable e) {
            log.failure("launch.reload." + name, e);
            pauseNanos = failed ? Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos) : FIRST_PAUSE_NANOS;
            failed = true;
            failedNanos = nowNanos;
            return false;
        }
    }
}
