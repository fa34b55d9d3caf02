package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reports to the call the signals of a Flowable on their way to the subscriber, and is the subscription that the subscriber
 * gets. It is no queue, so no fusion is agreed on and every element passes. It receives one signal at a time.
 */
final class FollowedSubscriber<T> implements FlowableSubscriber<T>, Subscription {
    private final Subscriber<? super T> actual;
    private final SubscriptionCall call;
    private @Nullable Subscription upstream;

    FollowedSubscriber(Subscriber<? super T> actual, SubscriptionCall call) {
        this.actual = actual;
        this.call = call;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (upstream != null || subscription == null) {
            // What the contract forbids is refused by the one that it is meant for.
            actual.onSubscribe(subscription);
            return;
        }
        upstream = subscription;
        actual.onSubscribe(this);
    }

    @Override
    public void onNext(T element) {
        call.chunk(element);
        actual.onNext(element);
    }

    @Override
    public void onError(Throwable thrown) {
        call.failed(thrown);
        actual.onError(thrown);
    }

    @Override
    public void onComplete() {
        call.completed();
        actual.onComplete();
    }

    @Override
    public void request(long count) {
        upstream.request(count);
    }

    @Override
    public void cancel() {
        call.cancelled();
        upstream.cancel();
    }
}
