package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.CoroutineFollower;
import io.nightjar.observe.follow.Substitute;
import io.nightjar.observe.follow.SuspendedCall;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.jvm.internal.BaseContinuationImpl;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlin.coroutines.jvm.internal.CoroutineStackFrame;

/** Makes the continuation that stands before one of the application's. Thread-safe. */
public final class KotlinFollower implements CoroutineFollower {
    /** Who waits for whom is looked at so far: what lies further out is taken for none of the group's. */
    private static final int MOST_FRAMES = 64;

    /** Whose continuations no function is given to look into: libraries that start coroutines. */
    private static final String[] STARTERS = {"kotlin.", "kotlinx.", "io.ktor.", "io.micronaut."};

    /** Throws where this Kotlin lacks what is needed. */
    public KotlinFollower() {
        Ends.checkWhole();
    }

    @Override
    public boolean canFollow(Class<?> continuation) {
        if (BaseContinuationImpl.class.isAssignableFrom(continuation)) {
            return true;
        }
        for (String starter : STARTERS) {
            if (continuation.getName().startsWith(starter)) {
                return true;
            }
        }
        return Substitute.canStandFor(continuation, FollowedContinuation.class);
    }

    @Override
    public boolean isWithin(Object continuation, int group) {
        Object frame = continuation;
        for (int i = 0; i < MOST_FRAMES && frame instanceof CoroutineStackFrame each; i++) {
            if (frame instanceof Followed followed && followed.call().isOf(group)) {
                return true;
            }
            frame = each.getCallerFrame();
        }
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object follow(Object continuation, SuspendedCall call) {
        return continuation instanceof ContinuationImpl caller
                ? new FollowedCaller(caller, call)
                : new FollowedContinuation((Continuation<Object>) continuation, call);
    }
}
