package io.nightjar.weave;

import org.jspecify.annotations.Nullable;

/** Calls of methods that declare to return a publisher: each subscription is a call, making the publisher is none. Thread-safe. */
final class PublisherSite extends Site {
    private final Observation observation;
    private final Publishers publishers;

    PublisherSite(Observation observation, Publishers publishers) {
        this.observation = observation;
        this.publishers = publishers;
    }

    @Override
    long enter(Object receiver, Object argument) {
        return observation.enterUncounted();
    }

    @Override
    Object returned(Object result, long startNanos, Object receiver, Object argument) {
        observation.groups().exit(observation.group());
        if (result != null && publishers.isPublisher(result)) {
            return publishers.follow(result, observation, receiver, argument);
        }
        ended(result, null, startNanos, receiver, argument);
        return result;
    }

    @Override
    void threw(Throwable thrown, long startNanos, Object receiver, Object argument) {
        observation.groups().exit(observation.group());
        ended(null, thrown, startNanos, receiver, argument);
    }

    private void ended(
            @Nullable Object result, @Nullable Throwable thrown, long startNanos, Object receiver, Object argument) {
        observation.calls().started(observation.operationId(), startNanos);
        observation.end(startNanos, System.nanoTime(), result, thrown, receiver, argument);
    }
}
