package io.nightjar.observe.follow.mutiny;

import io.nightjar.observe.follow.SubscriptionCall;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.MultiSubscriberAdapter;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * As {@link FollowedMultiSubscriber}, before a subscriber that is none of Mutiny's: also what Mutiny puts before such a one, so
 * that there is one object less. It receives one signal at a time.
 */
final class FollowedPlainSubscriber<T> extends MultiSubscriberAdapter<T> implements Flow.Subscription {
    private final SubscriptionCall call;
    private Flow.@Nullable Subscription upstream;

    FollowedPlainSubscriber(Flow.Subscriber<? super T> actual, SubscriptionCall call) {
        super(actual);
        this.call = call;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        // Mutiny knows one that was cancelled from the beginning by its identity.
        if (upstream != null || subscription == null || subscription == Subscriptions.CANCELLED) {
            super.onSubscribe(subscription);
            return;
        }
        upstream = subscription;
        super.onSubscribe(this);
    }

    @Override
    public void onItem(T item) {
        call.chunk(item);
        super.onItem(item);
    }

    @Override
    public void onFailure(Throwable thrown) {
        call.failed(thrown);
        super.onFailure(thrown);
    }

    @Override
    public void onCompletion() {
        call.completed();
        super.onCompletion();
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
