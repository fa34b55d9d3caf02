package io.nightjar.observe.follow.reactor;

import io.nightjar.observe.follow.SubscriptionCall;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** A Flux of which each subscription is a call. As thread-safe as the original. */
class FollowedFlux<T> extends FluxOperator<T, T> {
    private final Supplier<? extends SubscriptionCall> begin;

    FollowedFlux(Flux<T> source, Supplier<? extends SubscriptionCall> begin) {
        super(source);
        this.begin = begin;
    }

    /** One that stands before a publisher which offers fusion. */
    static final class OfFuseable<T> extends FollowedFlux<T> implements Fuseable {
        OfFuseable(Flux<T> source, Supplier<? extends SubscriptionCall> begin) {
            super(source, begin);
        }
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        SubscriptionCall call = begin.get();
        try {
            source.subscribe(call.awaiting(new FollowedSubscriber<>(actual, call, true)));
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public String stepName() {
        return Scannable.from(source).stepName();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
