package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.operators.QueueDisposable;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the call the signals of an Observable on their way to the observer, under fusion the elements that the observer
 * takes. It receives one signal at a time.
 */
final class FollowedObserver<T> extends FollowedDisposable implements Observer<T>, QueueDisposable<T> {
    private final Observer<? super T> actual;
    private int fusion = NONE;
    /** Under fusion the source has said its end, and elements may still lie there. */
    private volatile boolean done;

    FollowedObserver(Observer<? super T> actual, SubscriptionCall call) {
        super(call);
        this.actual = actual;
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        actual.onSubscribe(follow(disposable));
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
    public int requestFusion(int mode) {
        fusion = upstream() instanceof QueueDisposable<?> source ? source.requestFusion(mode) : NONE;
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
    private QueueDisposable<T> queue() {
        return (QueueDisposable<T>) upstream();
    }
}
