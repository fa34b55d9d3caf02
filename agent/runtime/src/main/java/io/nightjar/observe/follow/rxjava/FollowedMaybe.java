package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import java.util.function.Supplier;

/** A Maybe of which each subscription is a call. As thread-safe as the original. */
class FollowedMaybe<T> extends Maybe<T> {
    private final Maybe<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedMaybe(Maybe<T> source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    /** One that stands before a source of which operators take the value without subscribing: that is a call too. */
    static final class OfSupplier<T> extends FollowedMaybe<T> implements io.reactivex.rxjava3.functions.Supplier<T> {
        private final FollowedSupplier<T> supplier;

        OfSupplier(Maybe<T> source, Supplier<? extends SubscriptionCall> begin) {
            super(source, begin);
            this.supplier = new FollowedSupplier<>(source, begin, false);
        }

        @Override
        public T get() throws Throwable {
            return supplier.get();
        }
    }

    @Override
    protected void subscribeActual(MaybeObserver<? super T> actual) {
        SubscriptionCall call = begin.get();
        try {
            source.subscribe(call.awaiting(new FollowedMaybeObserver<>(actual, call)));
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
