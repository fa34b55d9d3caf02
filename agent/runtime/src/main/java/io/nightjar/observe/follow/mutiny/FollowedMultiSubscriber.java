package io.nightjar.observe.follow.mutiny;

import io.nightjar.observe.follow.SubscriptionCall;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the call the signals of a Multi on their way to the subscriber, and is the subscription that the subscriber
 * gets. It receives one signal at a time.
 */
final class FollowedMultiSubscriber<T> implements MultiSubscriber<T>, Flow.Subscription, ContextSupport {
    private final MultiSubscriber<? super T> actual;
    private final SubscriptionCall call;
    private Flow.@Nullable Subscription upstream;

    FollowedMultiSubscriber(MultiSubscriber<? super T> actual, SubscriptionCall call) {
        this.actual = actual;
        this.call = call;
    }

    @Override
    public Context context() {
        return actual instanceof ContextSupport support ? support.context() : Context.empty();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        // Mutiny knows one that was cancelled from the beginning by its identity.
        if (upstream != null || subscription == null || subscription == Subscriptions.CANCELLED) {
            actual.onSubscribe(subscription);
            return;
        }
        upstream = subscription;
        actual.onSubscribe(this);
    }

    @Override
    public void onItem(T item) {
        call.chunk(item);
        actual.onItem(item);
    }

    @Override
    public void onFailure(Throwable thrown) {
        call.failed(thrown);
        actual.onFailure(thrown);
    }

    @Override
    public void onCompletion() {
        call.completed();
        actual.onCompletion();
    }

    @Override
    public void request(long count) {
        upstream.request(count);
    }

    @Override
    public void cancel() {
        call.cancelled();
        upstream.cancel();
    }
}
