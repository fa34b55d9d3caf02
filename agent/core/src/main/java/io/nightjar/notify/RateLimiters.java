package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rate limiters by type, or by type and operation. Thread-safe, lock-free. */
final class RateLimiters {
    private static final int MOST_OPERATIONS = 1_000;

    private final RateLimiter[] byType;
    private final BoundedMap<RateLimiter[]> byOperation = new BoundedMap<>(MOST_OPERATIONS, new OneEach());

    RateLimiters() {
        byType = new OneEach().get();
    }

    RateLimiter of(AlertType type, @Nullable String operation, RateLimit limit) {
        boolean own = limit.perOperation() && operation != null;
        return (own ? byOperation.get(operation) : byType)[type.ordinal()];
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
