package io.nightjar.observe.follow;

import io.nightjar.observe.AwaitedCalls;
import io.nightjar.observe.NotFollowed;

/**
 * The calls that go on after their methods have returned, and what is known of those that cannot be followed. Thread-safe.
 *
 * @param streams those that objects of the application report
 * @param awaited those that wait for an object to end them
 * @param notFollowed those that end as they return, because what they return cannot be followed
 */
public record FollowedCalls(FollowedStreams streams, AwaitedCalls awaited, NotFollowed notFollowed) {
    /** With no call. */
    public FollowedCalls() {
        this(new FollowedStreams(), new AwaitedCalls(), new NotFollowed());
    }

    /** Ends the calls that nothing can end any more. One thread at a time. */
    public void endAbandoned() {
        streams.endAbandoned();
        awaited.endAbandoned();
    }
}
