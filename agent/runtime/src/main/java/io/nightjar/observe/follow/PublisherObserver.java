package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of methods that return a publisher: each subscription is a call, making the publisher is none. Where what is
 * returned cannot be followed, the call is that of the method. Thread-safe.
 */
final class PublisherObserver extends CallObserver {
    private final Observation observation;
    private final Publishers publishers;
    /** Where nothing is read of a call, one begins them all. */
    private final CallBeginning plain;

    PublisherObserver(Observation observation, Publishers publishers) {
        this.observation = observation;
        this.publishers = publishers;
        this.plain = new CallBeginning(observation, Map.of());
    }

    @Override
    public long enter(Object receiver, Object argument) {
        return observation.enterUncounted();
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        if (result != null && publishers.canFollow(result)) {
            return publishers.follow(result, beginning(receiver, argument));
        }
        long end = System.nanoTime();
        if (result != null) {
            observation.cannotFollow(result);
        }
        ended(result, null, startNanos, end, receiver, argument);
        return result;
    }

    private CallBeginning beginning(Object receiver, Object argument) {
        if (observation.details().wanted()) {
            try {
                return new CallBeginning(observation, observation.details().early(receiver, argument));
            } catch (Throwable failure) {
                observation.log().failure("weave.label", failure);
            }
        }
        return plain;
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
