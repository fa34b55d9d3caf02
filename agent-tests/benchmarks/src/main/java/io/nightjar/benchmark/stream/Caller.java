package io.nightjar.benchmark.stream;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.jspecify.annotations.Nullable;

/** Who waits for a suspend function, as Kotlin compiles it. */
final class Caller extends ContinuationImpl {
    private static final long serialVersionUID = 1L;

    /** What waits for the caller: Kotlin resumes no continuation without one. It is not reached, for the caller goes on. */
    private static final Continuation<Object> ROOT = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object received) {
            throw new IllegalStateException("the caller has ended");
        }
    };

    private transient @Nullable Object outcome;

    Caller() {
        super(ROOT, EmptyCoroutineContext.INSTANCE);
    }

    @Override
    protected Object invokeSuspend(Object received) {
        outcome = received;
        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }
}
