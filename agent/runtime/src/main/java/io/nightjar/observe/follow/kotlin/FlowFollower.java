package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.PublisherFollower;
import io.nightjar.observe.follow.SubscriptionCall;
import io.nightjar.observe.follow.Substitute;
import java.util.function.Supplier;
import kotlinx.coroutines.flow.AbstractFlow;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.internal.ChannelFlow;

/** Makes the flow that stands before one of the application's. Thread-safe. */
public final class FlowFollower implements PublisherFollower {
    /** Throws where this Kotlin lacks what is needed. */
    public FlowFollower() {
        Ends.checkWhole();
    }

    @Override
    public boolean canFollow(Class<?> flow) {
        Class<?> substitute = AbstractFlow.class.isAssignableFrom(flow)
                ? FollowedSafeFlow.class
                : ChannelFlow.class.isAssignableFrom(flow) ? FollowedChannelFlow.class : FollowedFlow.class;
        return Substitute.canStandFor(flow, substitute);
    }

    @Override
    public Object follow(Object flow, Supplier<? extends SubscriptionCall> begin) {
        return before((Flow<?>) flow, begin);
    }

    private static <T> Flow<T> before(Flow<T> flow, Supplier<? extends SubscriptionCall> begin) {
        if (flow instanceof AbstractFlow<T> safe) {
            return new FollowedSafeFlow<>(safe, begin);
        }
        return flow instanceof ChannelFlow<T> channel
                ? new FollowedChannelFlow<>(channel, begin)
                : new FollowedFlow<>(flow, begin);
    }

    /** What is made of a flow by fusing it with an operator: followed too where that is possible. */
    <T> Flow<T> fused(Flow<T> flow, Supplier<? extends SubscriptionCall> begin) {
        return canFollow(flow.getClass()) ? before(flow, begin) : flow;
    }
}
