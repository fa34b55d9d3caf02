package io.nightjar.observe.follow;

/** The call of one subscription, reported by the subscriber that wraps the application's. */
public interface SubscriptionCall extends StreamEvents {
    /** Ends the call as cancelled when this object is collected before its end; returns the object. */
    <T> T awaiting(T follower);
}
