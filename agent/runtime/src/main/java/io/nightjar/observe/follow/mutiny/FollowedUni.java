package io.nightjar.observe.follow.mutiny;

import io.nightjar.observe.follow.SubscriptionCall;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.util.function.Supplier;

/** A Uni of which each subscription is a call. As thread-safe as the original. */
final class FollowedUni<T> extends AbstractUni<T> {
    private final AbstractUni<T> source;
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedUni(AbstractUni<T> source, Supplier<? extends SubscriptionCall> begin) {
        this.source = source;
        this.begin = begin;
    }

    /** Mutiny's interceptors have seen the subscriber on its way here, so it goes past them to the source. */
    @Override
    public void subscribe(UniSubscriber<? super T> actual) {
        SubscriptionCall call = begin.get();
        try {
            source.subscribe(call.awaiting(new FollowedUniSubscriber<>(actual, call)));
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public Uni<T> log() {
        // Mutiny writes the name of the class into the application's log.
        return log("Uni." + source.getClass().getSimpleName());
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
