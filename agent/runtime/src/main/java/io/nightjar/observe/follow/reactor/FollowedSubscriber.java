package io.nightjar.observe.follow.reactor;

import io.nightjar.observe.follow.SubscriptionCall;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.util.context.Context;

/**
 * Reports to the call the signals on their way to the subscriber, and is the subscription that the subscriber gets. It
 * agrees on no fusion, so every element passes. Like every subscriber it receives one signal at a time.
 */
final class FollowedSubscriber<T> implements CoreSubscriber<T>, Fuseable.QueueSubscription<T>, Scannable {
    private final CoreSubscriber<? super T> actual;
    private final SubscriptionCall call;
    private final boolean stream;
    private @Nullable Subscription subscription;
    private boolean answered;

    /** @param stream whether its elements are chunks; else the one element is the answer */
    FollowedSubscriber(CoreSubscriber<? super T> actual, SubscriptionCall call, boolean stream) {
        this.actual = actual;
        this.call = call;
        this.stream = stream;
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscribed) {
        subscription = subscribed;
        actual.onSubscribe(this);
    }

    @Override
    public void onNext(T element) {
        if (stream) {
            call.chunk(element);
        } else {
            call.value(element);
            answered = true;
        }
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
        subscription.request(count);
    }

    @Override
    public void cancel() {
        // A subscriber that wanted one element often cancels when it has come: the answer is complete.
        if (answered) {
            call.completed();
        } else {
            call.cancelled();
        }
        subscription.cancel();
    }

    @Override
    public int requestFusion(int mode) {
        return Fuseable.NONE;
    }

    @Override
    public @Nullable T poll() {
        return null;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public void clear() {
        // Nothing is kept here.
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.PARENT) {
            return subscription;
        }
        return key == Attr.ACTUAL ? actual : null;
    }
}
