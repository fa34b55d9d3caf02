package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rate limiters by type, or by type and key. Thread-safe, lock-free. */
final class RateLimiters {
    private static final int MOST_KEYS = 1_000;

    private final RateLimiter[] byType;
    private final BoundedMap<RateLimiter[]> byKey = new BoundedMap<>(MOST_KEYS, new OneEach());

    RateLimiters() {
        byType = new OneEach().get();
    }

    RateLimiter of(AlertType type, @Nullable String key, RateLimit limit) {
        boolean own = key != null && (limit.perOperation() || type.isLimitedByKey());
        return (own ? byKey.get(key) : byType)[type.ordinal()];
    }

    /** One limiter for each type; a class and not a lambda, whose first use would cost every start milliseconds. */
    private static final class OneEach implements Supplier<RateLimiter[]> {
        @Override
        public RateLimiter[] get() {
            RateLimiter[] limiters = new RateLimiter[AlertType.values().length];
            for (int i = 0; i < limiters.length; i++) {
                limiters[i] = new RateLimiter();
            }
            return limiters;
        }
    }
}
