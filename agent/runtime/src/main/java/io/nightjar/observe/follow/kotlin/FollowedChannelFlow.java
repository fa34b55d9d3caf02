package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SubscriptionCall;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ProducerScope;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.internal.ChannelFlow;
import org.jspecify.annotations.Nullable;

/**
 * As {@link FollowedFlow}, before a flow that runs in a coroutine of its own: operators that change its buffer or its context
 * change that of the original. What is read from its channel, past any collection, is no call.
 */
final class FollowedChannelFlow<T> extends ChannelFlow<T> {
    private static final FlowFollower FOLLOWER = new FlowFollower();

    private final ChannelFlow<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedChannelFlow(ChannelFlow<T> source, Supplier<? extends SubscriptionCall> begin) {
        super(source.context, source.capacity, source.onBufferOverflow);
        this.source = source;
        this.begin = begin;
    }

    @Override
    public @Nullable Object collect(FlowCollector<? super T> collector, Continuation<? super Unit> caller) {
        return Collection.collect(source, begin.get(), collector, caller);
    }

    @Override
    public Flow<T> fuse(CoroutineContext context, int capacity, BufferOverflow onBufferOverflow) {
        Flow<T> fused = source.fuse(context, capacity, onBufferOverflow);
        return fused == source ? this : FOLLOWER.fused(fused, begin);
    }

    @Override
    public @Nullable Flow<T> dropChannelOperators() {
        Flow<T> dropped = source.dropChannelOperators();
        return dropped == null ? null : FOLLOWER.fused(dropped, begin);
    }

    @Override
    public ReceiveChannel<T> produceImpl(CoroutineScope scope) {
        return source.produceImpl(scope);
    }

    @Override
    protected ChannelFlow<T> create(CoroutineContext context, int capacity, BufferOverflow onBufferOverflow) {
        throw new UnsupportedOperationException("the original fuses");
    }

    @Override
    protected @Nullable Object collectTo(ProducerScope<? super T> scope, Continuation<? super Unit> caller) {
        throw new UnsupportedOperationException("the original produces");
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
