package io.nightjar.benchmark.stream;

import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** Subscribers to the types of two libraries that do nothing with what comes. */
final class Ending {
    private Ending() {}

    /** Of a Single. */
    static final class OfSingle implements SingleObserver<String> {
        @Nullable
        Disposable disposable;

        @Override
        public void onSubscribe(Disposable given) {
            disposable = given;
        }

        @Override
        public void onSuccess(String value) {}

        @Override
        public void onError(Throwable thrown) {}
    }

    /** Of a Flowable. */
    static final class OfFlowable implements FlowableSubscriber<String> {
        @Nullable
        Subscription subscription;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(String element) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }

    /** Of a Uni. */
    static final class OfUni implements UniSubscriber<String> {
        @Nullable
        UniSubscription subscription;

        @Override
        public Context context() {
            return Context.empty();
        }

        @Override
        public void onSubscribe(UniSubscription given) {
            subscription = given;
        }

        @Override
        public void onItem(String item) {}

        @Override
        public void onFailure(Throwable thrown) {}
    }
}
