package io.nightjar.sink.queue;

import io.nightjar.host.Durations;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Exponential back-off with full jitter: base 500 ms, cap 60 s. Not thread-safe; guarded by its owner. */
public final class Backoff {
    static final Duration BASE = Duration.ofMillis(500);
    static final Duration CAP = Duration.ofSeconds(60);
    /** A destination may ask for this much patience and no more. */
    public static final Duration RETRY_AFTER_CAP = Duration.ofHours(1);

    private final @Nullable RandomGenerator random;
    private int failures;

    /** With a source of jitter of its own, or null for the thread's. */
    public Backoff(@Nullable RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after one more failure. */
    public long afterFailureNanos(Duration atLeast) {
        long ceiling = Math.min(CAP.toNanos(), BASE.toNanos() << Math.min(failures, 20));
        failures++;
        long asked = Durations.saturatedNanos(Durations.least(atLeast, RETRY_AFTER_CAP));
        long jitter = random == null ? ThreadLocalRandom.current().nextLong(ceiling + 1) : random.nextLong(ceiling + 1);
        return Math.max(asked, jitter);
    }

    void reset() {
        failures = 0;
    }

    int failures() {
        return failures;
    }
}
