package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SuspendedCall;
import java.io.Serial;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.jvm.internal.BaseContinuationImpl;
import org.jspecify.annotations.Nullable;

/** As {@link FollowedCaller}, before a continuation that no dispatcher stands before: the end of a coroutine, for example. */
final class FollowedContinuation extends BaseContinuationImpl implements Followed {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SuspendedCall call;

    FollowedContinuation(Continuation<Object> caller, SuspendedCall call) {
        super(caller);
        this.call = call;
    }

    @Override
    public SuspendedCall call() {
        return call;
    }

    @Override
    public CoroutineContext getContext() {
        return getCompletion().getContext();
    }

    @Override
    protected Object invokeSuspend(Object outcome) {
        return Ends.pass(outcome, call);
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
