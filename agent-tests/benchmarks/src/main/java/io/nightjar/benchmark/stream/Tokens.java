package io.nightjar.benchmark.stream;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A publisher with one subscriber, to which {@link #emit} hands a chunk. */
final class Tokens implements Flow.Publisher<String>, Flow.Subscription {
    private Flow.@Nullable Subscriber<? super String> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
        subscriber = newSubscriber;
        newSubscriber.onSubscribe(this);
    }

    void emit() {
        if (subscriber != null) {
            subscriber.onNext(Model.CHUNK);
        }
    }

    void complete() {
        if (subscriber != null) {
            subscriber.onComplete();
        }
    }

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {
        subscriber = null;
    }
}
