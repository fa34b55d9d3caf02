package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/** Reports to the call the signals of a Maybe on their way to the observer. It receives one signal at a time. */
final class FollowedMaybeObserver<T> extends FollowedDisposable implements MaybeObserver<T> {
    private final MaybeObserver<? super T> actual;

    FollowedMaybeObserver(MaybeObserver<? super T> actual, SubscriptionCall call) {
        super(call);
        this.actual = actual;
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        actual.onSubscribe(follow(disposable));
    }

    @Override
    public void onSuccess(T value) {
        call.value(value);
        call.completed();
        actual.onSuccess(value);
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
