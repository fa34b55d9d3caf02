package io.nightjar.benchmark.stream;

import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.jspecify.annotations.Nullable;

/** Who waits for a suspend function, as Kotlin compiles it. */
final class Caller extends ContinuationImpl {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Object outcome;

    Caller() {
        super(null, EmptyCoroutineContext.INSTANCE);
    }

    @Override
    protected Object invokeSuspend(Object received) {
        outcome = received;
        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }
}
