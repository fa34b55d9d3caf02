package io.nightjar.observe.follow.mutiny;

import io.nightjar.observe.follow.SubscriptionCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** A Multi of which each subscription is a call. As thread-safe as the original. */
final class FollowedMulti<T> extends AbstractMulti<T> {
    private final AbstractMulti<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedMulti(AbstractMulti<T> source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    @Override
    public void subscribe(MultiSubscriber<? super T> actual) {
        if (actual == null) {
            source.subscribe(actual);
            return;
        }
        SubscriptionCall call = begin.get();
        try {
            Flow.Subscriber<T> follower = call.awaiting(new FollowedMultiSubscriber<T>(actual, call));
            source.subscribe(follower);
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public Multi<T> log() {
        // Mutiny writes the name of the class into the application's log.
        return log("Multi." + source.getClass().getSimpleName());
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
