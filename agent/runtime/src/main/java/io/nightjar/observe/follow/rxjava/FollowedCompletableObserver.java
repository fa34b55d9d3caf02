package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/** Reports to the call the signals of a Completable on their way to the observer. It receives one signal at a time. */
final class FollowedCompletableObserver extends FollowedDisposable implements CompletableObserver {
    private final CompletableObserver actual;

    FollowedCompletableObserver(CompletableObserver actual, SubscriptionCall call) {
        super(call);
        this.actual = actual;
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        actual.onSubscribe(follow(disposable));
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
}
