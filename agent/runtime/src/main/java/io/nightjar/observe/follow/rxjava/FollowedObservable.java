package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import java.util.function.Supplier;

/** A Observable of which each subscription is a call. As thread-safe as the original. */
class FollowedObservable<T> extends Observable<T> {
    private final Observable<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedObservable(Observable<T> source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    /** One that stands before a source of which operators take the value without subscribing: that is a call too. */
    static final class OfSupplier<T> extends FollowedObservable<T>
            implements io.reactivex.rxjava3.functions.Supplier<T> {
        private final FollowedSupplier<T> supplier;

        OfSupplier(Observable<T> source, Supplier<? extends SubscriptionCall> begin) {
            super(source, begin);
            this.supplier = new FollowedSupplier<>(source, begin, true);
        }

        @Override
        public T get() throws Throwable {
            return supplier.get();
        }
    }

    @Override
    protected void subscribeActual(Observer<? super T> actual) {
        SubscriptionCall call = begin.get();
        try {
            source.subscribe(call.awaiting(new FollowedObserver<>(actual, call)));
        } catch (Throwable thrown) {
            call.failed(Refusals.opened(thrown));
            throw thrown;
        }
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
