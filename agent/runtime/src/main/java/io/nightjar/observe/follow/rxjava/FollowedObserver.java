package io.nightjar.observe.follow.rxjava;

import io.nightjar.observe.follow.SubscriptionCall;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;

/** Reports to the call the signals of a Observable on their way to the observer. It receives one signal at a time. */
final class FollowedObserver<T> extends FollowedDisposable implements Observer<T> {
    private final Observer<? super T> actual;

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
        call.chunk(element);
        actual.onNext(element);
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
