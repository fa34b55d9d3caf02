package io.nightjar.observe.follow.mutiny;

import io.nightjar.observe.follow.PublisherFollower;
import io.nightjar.observe.follow.SubscriptionCall;
import io.nightjar.observe.follow.Substitute;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.operators.AbstractUni;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Makes the Uni or Multi that stands before one of the application's. Thread-safe. */
public final class MutinyFollower implements PublisherFollower {
    /** Whether this is a Mutiny of version 2 or later: before, a Multi was no publisher of the JDK's. */
    private final boolean known = Flow.Publisher.class.isAssignableFrom(Multi.class)
            && Subscriptions.CANCELLED != null
            && EmptyUniSubscription.CANCELLED != null
            && Substitute.areWhole(FollowedUniSubscriber.class, FollowedMultiSubscriber.class);

    public MutinyFollower() {}

    @Override
    public boolean canFollow(Class<?> publisher) {
        if (!known) {
            return false;
        }
        // What is none of these has operators and ways to be subscribed to that are its own.
        return Uni.class.isAssignableFrom(publisher)
                ? AbstractUni.class.isAssignableFrom(publisher) && Substitute.canStandFor(publisher, FollowedUni.class)
                : AbstractMulti.class.isAssignableFrom(publisher)
                        && Substitute.canStandFor(publisher, FollowedMulti.class);
    }

    @Override
    public Object follow(Object publisher, Supplier<? extends SubscriptionCall> begin) {
        return publisher instanceof AbstractUni<?> uni
                ? new FollowedUni<>(uni, begin)
                : new FollowedMulti<>((AbstractMulti<?>) publisher, begin);
    }
}
