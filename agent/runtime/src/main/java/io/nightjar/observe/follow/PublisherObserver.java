package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Calls of methods that return a publisher: each subscription is a call, making the publisher is none. Where what is
 * returned cannot be followed, the call is that of the method. Thread-safe.
 */
final class PublisherObserver extends CallObserver {
    private final Observation observation;
    private final Publishers publishers;

    PublisherObserver(Observation observation, Publishers publishers) {
        this.observation = observation;
        this.publishers = publishers;
    }

    @Override
    public long enter(Object receiver, Object argument) {
        return observation.enterUncounted();
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        if (result != null && publishers.canFollow(result)) {
            return publishers.follow(result, observation, receiver, argument);
        }
        long end = System.nanoTime();
        if (result != null) {
            observation.cannotFollow(result);
        }
        ended(result, null, startNanos, end, receiver, argument);
        return result;
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        ended(null, thrown, startNanos, endNanos, receiver, argument);
    }

    private void ended(
            @Nullable Object result,
            @Nullable Throwable thrown,
            long startNanos,
            long endNanos,
            Object receiver,
            Object argument) {
        observation.calls().started(observation.operationId(), startNanos);
        observation.end(startNanos, endNanos, result, thrown, receiver, argument);
    }
}
