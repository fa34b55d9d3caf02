package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SubscriptionCall;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/** A flow of which each collection is a call. As thread-safe as the original. */
final class FollowedFlow<T> implements Flow<T> {
    private final Flow<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedFlow(Flow<T> source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    @Override
    public @Nullable Object collect(FlowCollector<? super T> collector, Continuation<? super Unit> caller) {
        return Collection.collect(source, begin.get(), collector, caller);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
