package io.nightjar.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a silence counts. Immutable; thread-safe. */
public sealed interface SilenceTime permits SilenceTime.Between {
    boolean contains(Instant instant);

    /** Whether it will never count again. */
    boolean isOver(Instant now);

    /**
     * From one instant until before another.
     *
     * @param from null for ever since
     * @param until null for ever
     */
    record Between(@Nullable Instant from, @Nullable Instant until) implements SilenceTime {
        @Override
        public boolean contains(Instant instant) {
            return (from == null || !instant.isBefore(from)) && (until == null || instant.isBefore(until));
        }

        @Override
        public boolean isOver(Instant now) {
            return until != null && !now.isBefore(until);
        }
    }
}
