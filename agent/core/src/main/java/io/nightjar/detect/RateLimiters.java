package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import org.jspecify.annotations.Nullable;

/** The rate limiters by type, or by type and operation. Thread-safe, lock-free. */
final class RateLimiters {
    private static final int MOST_OPERATIONS = 1_000;

    private final RateLimiter[] byType = new RateLimiter[AlertType.values().length];
    private final BoundedMap<RateLimiter[]> byOperation = new BoundedMap<>(MOST_OPERATIONS, RateLimiters::oneEach);

    RateLimiters() {
        System.arraycopy(oneEach(), 0, byType, 0, byType.length);
    }

    RateLimiter of(AlertType type, @Nullable String operation, RateLimitScope scope) {
        boolean own = scope == RateLimitScope.OPERATION && operation != null;
        return (own ? byOperation.get(operation) : byType)[type.ordinal()];
    }

    private static RateLimiter[] oneEach() {
        RateLimiter[] limiters = new RateLimiter[AlertType.values().length];
        for (int i = 0; i < limiters.length; i++) {
            limiters[i] = new RateLimiter();
        }
        return limiters;
    }
}
