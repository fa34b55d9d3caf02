package io.nightjar.observe;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A call whose end comes from an object of the application's, which is held weakly: when it is collected nothing can end
 * the call any more. A node of {@link AwaitedCalls}.
 */
public abstract class Awaited extends WeakReference<Object> {
    @Nullable
    Awaited next;

    public Awaited(Object follower) {
        super(follower);
    }

    public abstract boolean hasEnded();

    /** Ends the call as cancelled. */
    public abstract void abandoned();
}
