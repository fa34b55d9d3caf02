package io.nightjar.observe.follow;

import io.nightjar.observe.Observation;
import io.nightjar.pattern.ValuePath;
import java.util.Map;
import java.util.concurrent.Flow;

/** A publisher of the JDK's kind of which each subscription is a call. Thread-safe. */
final class FollowedFlow<T> implements Flow.Publisher<T> {
    private final Flow.Publisher<T> publisher;
    private final Observation observation;
    private final Map<ValuePath, Object> early;

    FollowedFlow(Flow.Publisher<T> publisher, Observation observation, Map<ValuePath, Object> early) {
        this.publisher = publisher;
        this.observation = observation;
        this.early = early;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        if (subscriber == null) {
            publisher.subscribe(null);
            return;
        }
        StreamCall call = StreamCall.begin(observation, early);
        try {
            publisher.subscribe(call.awaiting(new Follower<>(subscriber, call)));
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || publisher.equals(other);
    }

    @Override
    public int hashCode() {
        return publisher.hashCode();
    }

    @Override
    public String toString() {
        return publisher.toString();
    }

    /** Reports to the call the signals on their way to the subscriber. */
    private record Follower<T>(Flow.Subscriber<? super T> subscriber, StreamCall call) implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription == null ? null : new Cancelling(subscription, call));
        }

        @Override
        public void onNext(T item) {
            call.chunk(item);
            subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable thrown) {
            call.failed(thrown);
            subscriber.onError(thrown);
        }

        @Override
        public void onComplete() {
            call.completed();
            subscriber.onComplete();
        }
    }

    /** Reports to the call that the subscriber cancels. */
    private record Cancelling(Flow.Subscription subscription, StreamCall call) implements Flow.Subscription {
        @Override
        public void request(long count) {
            subscription.request(count);
        }

        @Override
        public void cancel() {
            call.cancelled();
            subscription.cancel();
        }
    }
}
