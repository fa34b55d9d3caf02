package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SubscriptionCall;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.AbstractFlow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/** As {@link FollowedFlow}, before a flow that checks what its builder's block does: here that is done in its place. */
final class FollowedSafeFlow<T> extends AbstractFlow<T> {
    private final AbstractFlow<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedSafeFlow(AbstractFlow<T> source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    @Override
    public @Nullable Object collectSafely(FlowCollector<? super T> collector, Continuation<? super Unit> caller) {
        return Collection.collect(source, begin.get(), collector, caller);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
