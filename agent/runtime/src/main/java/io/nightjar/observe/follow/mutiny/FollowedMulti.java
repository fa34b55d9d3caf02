package io.nightjar.observe.follow.mutiny;

import io.nightjar.observe.follow.SubscriptionCall;
import io.nightjar.observe.follow.Substitute;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** A Multi of which each subscription is a call. As thread-safe as the original. */
final class FollowedMulti<T> extends AbstractMulti<T> {
    /** Whether this Mutiny puts an adapter of its own, and nothing else, before a subscriber that is none of its own. */
    private static final boolean ADAPTS = isAdapting();

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
        follow(actual);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> actual) {
        if (!ADAPTS || actual == null || actual instanceof MultiSubscriber) {
            super.subscribe(actual);
            return;
        }
        follow(actual);
    }

    private void follow(Flow.Subscriber<? super T> actual) {
        SubscriptionCall call = begin.get();
        try {
            source.subscribe(call.awaiting(follower(actual, call)));
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }

    private Flow.Subscriber<T> follower(Flow.Subscriber<? super T> actual, SubscriptionCall call) {
        return actual instanceof MultiSubscriber<? super T> own
                ? new FollowedMultiSubscriber<>(own, call)
                : new FollowedPlainSubscriber<>(actual, call);
    }

    private static boolean isAdapting() {
        try {
            return Substitute.areWhole(FollowedPlainSubscriber.class);
        } catch (LinkageError older) {
            return false;
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
