package io.nightjar.observe.follow.mutiny;

import io.nightjar.observe.follow.SubscriptionCall;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the call the signals of a Uni on their way to the subscriber, and is the subscription that the subscriber gets.
 * It receives one signal at a time.
 */
final class FollowedUniSubscriber<T> implements UniSubscriber<T>, UniSubscription {
    private final UniSubscriber<? super T> actual;
    private final SubscriptionCall call;
    private @Nullable UniSubscription upstream;

    FollowedUniSubscriber(UniSubscriber<? super T> actual, SubscriptionCall call) {
        this.actual = actual;
        this.call = call;
    }

    @Override
    public Context context() {
        return actual.context();
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        // Mutiny knows one that was cancelled from the beginning by its identity.
        if (upstream != null || subscription == null || subscription == EmptyUniSubscription.CANCELLED) {
            actual.onSubscribe(subscription);
            return;
        }
        upstream = subscription;
        actual.onSubscribe(this);
    }

    @Override
    public void onItem(T item) {
        call.value(item);
        call.completed();
        actual.onItem(item);
    }

    @Override
    public void onFailure(Throwable thrown) {
        call.failed(thrown);
        actual.onFailure(thrown);
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
