package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/** The call of a suspend function, as the continuation knows it that stands before the caller's. Thread-safe. */
public interface SuspendedCall {
    /** Whether it is a call of that group. */
    boolean isOf(int group);

    /** The function has come to its end; the first end counts. Never throws. */
    void resumed(@Nullable Object value, @Nullable Throwable thrown);
}
