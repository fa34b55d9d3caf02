package io.nightjar.benchmark.stream;

import java.util.concurrent.Flow;

/** A subscriber of an application's. */
final class Reading implements Flow.Subscriber<String> {
    int length;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String chunk) {
        length += chunk.length();
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException(failure);
    }

    @Override
    public void onComplete() {
        length++;
    }
}
