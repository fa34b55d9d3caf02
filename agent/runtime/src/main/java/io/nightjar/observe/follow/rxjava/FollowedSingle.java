package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import java.util.function.Supplier;

/** A Single of which each subscription is a call. As thread-safe as the original. */
final class FollowedSingle<T> extends Single<T> {
    private final Single<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedSingle(Single<T> source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    @Override
    protected void subscribeActual(SingleObserver<? super T> actual) {
        SubscriptionCall call = begin.get();
        try {
            source.subscribe(call.awaiting(new FollowedSingleObserver<>(actual, call)));
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
