package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SuspendedCall;
import java.io.Serial;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.jspecify.annotations.Nullable;

/**
 * A step between a suspend function and its caller, as if a function that Kotlin compiled stood there: so what the function
 * waits for is resumed on the caller's dispatcher, and Kotlin's loop goes on with the caller without another frame.
 */
final class FollowedCaller extends ContinuationImpl implements Followed {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SuspendedCall call;
    private transient boolean released;

    FollowedCaller(ContinuationImpl caller, SuspendedCall call) {
        super(caller, caller.getContext());
        this.call = call;
    }

    @Override
    public SuspendedCall call() {
        return call;
    }

    @Override
    protected Object invokeSuspend(Object outcome) {
        return Ends.pass(outcome, call);
    }

    @Override
    protected void releaseIntercepted() {
        // A second resumption, which is the application's mistake, finds the caller as it would without this step.
        if (!released) {
            released = true;
            super.releaseIntercepted();
        }
    }

    @Override
    public @Nullable StackTraceElement getStackTraceElement() {
        return null;
    }

    @Override
    public String toString() {
        return String.valueOf(getCompletion());
    }

    @Serial
    private @Nullable Object writeReplace() {
        return getCompletion();
    }
}
