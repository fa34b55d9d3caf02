package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.disposables.Disposable;
import org.jspecify.annotations.Nullable;

/**
 * The part of a followed observer that its own observer gets to dispose of. As thread-safe as the original.
 */
abstract class FollowedDisposable implements Disposable {
    final SubscriptionCall call;
    private @Nullable Disposable upstream;

    FollowedDisposable(SubscriptionCall call) {
        this.call = call;
    }

    /** What to hand on of a disposable that the source hands on: the first is followed, and any other is refused as it is. */
    final @Nullable Disposable follow(@Nullable Disposable disposable) {
        if (upstream != null || disposable == null) {
            return disposable;
        }
        upstream = disposable;
        return this;
    }

    /** What the source handed on. */
    final @Nullable Disposable upstream() {
        return upstream;
    }

    @Override
    public final void dispose() {
        call.cancelled();
        upstream.dispose();
    }

    @Override
    public final boolean isDisposed() {
        return upstream.isDisposed();
    }
}
