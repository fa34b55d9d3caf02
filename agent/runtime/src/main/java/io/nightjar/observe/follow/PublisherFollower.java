package io.nightjar.observe.follow;

import java.util.function.Supplier;

/** Makes the publisher that wraps one of a library's; implemented by classes that see the library's own types. */
public interface PublisherFollower {
    /** Whether what {@link #follow} makes can be returned in place of a publisher of that class. */
    boolean canFollow(Class<?> publisher);

    /**
     * The publisher to return.
     *
     * @param begin begins the call of one subscription
     */
    Object follow(Object publisher, Supplier<? extends SubscriptionCall> begin);
}
