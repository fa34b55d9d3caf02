package io.nightjar.weave;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A call whose end comes from an object of the application's, which is held weakly: when it is collected nothing can end
 * the call any more. A node of {@link AwaitedCalls}.
 */
abstract class Awaited extends WeakReference<Object> {
    @Nullable Awaited next;

    Awaited(Object follower) {
        super(follower);
    }

    abstract boolean hasEnded();

    /** Ends the call as cancelled. */
    abstract void abandoned();
}
