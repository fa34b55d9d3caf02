package io.nightjar.observe.follow.reactor;

import io.nightjar.observe.follow.SubscriptionCall;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.util.context.Context;

/**
 * Reports to the call the signals on their way to the subscriber, and is the subscription that the subscriber gets. Where the
 * two agree on fusion, elements are taken from the source on the subscriber's thread, and pass here all the same. Like every
 * subscriber it receives one signal at a time.
 */
final class FollowedSubscriber<T> implements CoreSubscriber<T>, Fuseable.QueueSubscription<T>, Scannable {
    private final CoreSubscriber<? super T> actual;
    private final SubscriptionCall call;
    private final boolean stream;
    private @Nullable Subscription subscription;
    private boolean answered;
    private int fusion = Fuseable.NONE;
    /** Under fusion the source has said its end, and elements may still lie there. */
    private volatile boolean done;

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
        // Under fusion it says that there is something to take.
        if (fusion != Fuseable.ASYNC) {
            passed(element);
        }
        actual.onNext(element);
    }

    private void passed(T element) {
        if (stream) {
            call.chunk(element);
        } else {
            call.value(element);
            answered = true;
        }
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
        if (fusion != Fuseable.ASYNC) {
            call.completed();
        }
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
        fusion = subscription instanceof Fuseable.QueueSubscription<?> source
                ? source.requestFusion(mode)
                : Fuseable.NONE;
        return fusion;
    }

    @Override
    public @Nullable T poll() {
        T element;
        try {
            element = queue().poll();
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
        if (element != null) {
            passed(element);
        } else if (fusion == Fuseable.SYNC || done) {
            call.completed();
        }
        return element;
    }

    @Override
    public int size() {
        return queue().size();
    }

    @Override
    public boolean isEmpty() {
        boolean empty = queue().isEmpty();
        if (empty && (fusion == Fuseable.SYNC || done)) {
            call.completed();
        }
        return empty;
    }

    @Override
    public void clear() {
        queue().clear();
    }

    @SuppressWarnings("unchecked")
    private Fuseable.QueueSubscription<T> queue() {
        return (Fuseable.QueueSubscription<T>) subscription;
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
