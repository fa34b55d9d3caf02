package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/** What hears of a future's end. The first end counts. */
public interface FutureEnd {
    /**
     * The future is done. Never throws.
     *
     * @param done what the library's follower reads the outcome from
     */
    void done(Object done);

    /** The outcome, as it was read: a value, or what was thrown. */
    void outcome(@Nullable Object value, @Nullable Throwable thrown);
}
