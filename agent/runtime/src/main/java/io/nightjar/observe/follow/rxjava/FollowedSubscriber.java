package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.operators.QueueSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reports to the call the signals of a Flowable on their way to the subscriber, and is the subscription that the subscriber
 * gets. Where the two agree on fusion, elements are taken from the source on the subscriber's thread, and pass here all the
 * same. It receives one signal at a time.
 */
final class FollowedSubscriber<T> implements FlowableSubscriber<T>, QueueSubscription<T> {
    private final Subscriber<? super T> actual;
    private final SubscriptionCall call;
    private @Nullable Subscription upstream;
    private int fusion = NONE;
    /** Under fusion the source has said its end, and elements may still lie there. */
    private volatile boolean done;

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
        // Under fusion it says that there is something to take.
        if (fusion != ASYNC) {
            call.chunk(element);
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
        done = true;
        // Under fusion the queue is the taker's alone: to ask here whether it is empty could lose an element.
        if (fusion != ASYNC) {
            call.completed();
        }
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

    @Override
    public int requestFusion(int mode) {
        fusion = upstream instanceof QueueSubscription<?> source ? source.requestFusion(mode) : NONE;
        return fusion;
    }

    @Override
    public @Nullable T poll() throws Throwable {
        T element;
        try {
            element = queue().poll();
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
        if (element != null) {
            call.chunk(element);
        } else if (fusion == SYNC || done) {
            call.completed();
        }
        return element;
    }

    @Override
    public boolean isEmpty() {
        boolean empty = queue().isEmpty();
        if (empty && (fusion == SYNC || done)) {
            call.completed();
        }
        return empty;
    }

    @Override
    public void clear() {
        queue().clear();
    }

    @Override
    public boolean offer(T element) {
        return queue().offer(element);
    }

    @Override
    public boolean offer(T first, T second) {
        return queue().offer(first, second);
    }

    @SuppressWarnings("unchecked")
    private QueueSubscription<T> queue() {
        return (QueueSubscription<T>) upstream;
    }
}
