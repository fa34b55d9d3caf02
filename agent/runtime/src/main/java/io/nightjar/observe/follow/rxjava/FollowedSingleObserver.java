package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/** Reports to the call the signals of a Single on their way to the observer. It receives one signal at a time. */
final class FollowedSingleObserver<T> extends FollowedDisposable implements SingleObserver<T> {
    private final SingleObserver<? super T> actual;

    FollowedSingleObserver(SingleObserver<? super T> actual, SubscriptionCall call) {
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
}
