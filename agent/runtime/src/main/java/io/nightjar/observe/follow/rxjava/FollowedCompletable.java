package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import java.util.function.Supplier;

/** A Completable of which each subscription is a call. As thread-safe as the original. */
final class FollowedCompletable extends Completable {
    private final Completable source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedCompletable(Completable source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    @Override
    protected void subscribeActual(CompletableObserver actual) {
        SubscriptionCall call = begin.get();
        try {
            source.subscribe(call.awaiting(new FollowedCompletableObserver(actual, call)));
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
