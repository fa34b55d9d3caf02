package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SubscriptionCall;
import io.nightjar.observe.follow.SuspendedCall;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlinx.coroutines.flow.AbstractFlow;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a flow: reports each element on its way to the collector, and the end of the collection before it
 * reaches whoever waits for it. Receives one element at a time.
 */
final class Collection<T> implements FlowCollector<T>, SuspendedCall {
    private final FlowCollector<? super T> collector;
    private final SubscriptionCall call;

    private Collection(FlowCollector<? super T> collector, SubscriptionCall call) {
        this.collector = collector;
        this.call = call;
    }

    /** Collects a flow; what it returns and throws is what the flow's own function does. */
    @SuppressWarnings("unchecked")
    static <T> @Nullable Object collect(
            Flow<T> flow,
            SubscriptionCall call,
            FlowCollector<? super T> collector,
            Continuation<? super Unit> caller) {
        Collection<T> collection = new Collection<>(collector, call);
        Continuation<? super Unit> waiting = caller instanceof ContinuationImpl step
                ? (Continuation<Unit>) (Object) new FollowedCaller(step, collection)
                : (Continuation<Unit>)
                        (Object) new FollowedContinuation((Continuation<Object>) (Object) caller, collection);
        Object result;
        try {
            // What stands before a flow that checks its builder's block has done what surrounds that.
            result = flow instanceof AbstractFlow<T> safe
                    ? safe.collectSafely(collection, waiting)
                    : flow.collect(collection, waiting);
        } catch (Throwable thrown) {
            collection.resumed(null, thrown);
            throw thrown;
        }
        if (result == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            call.awaiting(waiting);
        } else {
            call.completed();
        }
        return result;
    }

    @Override
    public @Nullable Object emit(T value, Continuation<? super Unit> emitter) {
        call.chunk(value);
        return collector.emit(value, emitter);
    }

    @Override
    public boolean isOf(int group) {
        return false;
    }

    @Override
    public void resumed(@Nullable Object value, @Nullable Throwable thrown) {
        if (thrown == null) {
            call.completed();
        } else if (thrown instanceof CancellationException) {
            // Operators that need no more elements end what stands before them so too.
            call.cancelled();
        } else {
            call.failed(thrown);
        }
    }
}
