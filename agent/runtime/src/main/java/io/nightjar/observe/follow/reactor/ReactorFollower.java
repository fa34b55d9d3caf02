package io.nightjar.observe.follow.reactor;

import io.nightjar.observe.follow.PublisherFollower;
import io.nightjar.observe.follow.SubscriptionCall;
import io.nightjar.observe.follow.Substitute;
import java.util.function.Supplier;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the Mono or Flux that stands before one of the application's. Thread-safe. */
public final class ReactorFollower implements PublisherFollower {
    public ReactorFollower() {}

    @Override
    public boolean canFollow(Class<?> publisher) {
        boolean fuseable = Fuseable.class.isAssignableFrom(publisher);
        Class<?> substitute = Mono.class.isAssignableFrom(publisher)
                ? fuseable ? FollowedMono.OfFuseable.class : FollowedMono.class
                : fuseable ? FollowedFlux.OfFuseable.class : FollowedFlux.class;
        return Substitute.canStandFor(publisher, substitute);
    }

    @Override
    public Object follow(Object publisher, Supplier<? extends SubscriptionCall> begin) {
        boolean fuseable = publisher instanceof Fuseable;
        if (publisher instanceof Mono<?> mono) {
            return fuseable ? new FollowedMono.OfFuseable<>(mono, begin) : new FollowedMono<>(mono, begin);
        }
        Flux<?> flux = (Flux<?>) publisher;
        return fuseable ? new FollowedFlux.OfFuseable<>(flux, begin) : new FollowedFlux<>(flux, begin);
    }
}
