package io.nightjar.weave;

import io.nightjar.pattern.ValuePath;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls that end when they return, or with the future that they return, which is followed as a side effect and handed on
 * as it is. Thread-safe.
 */
final class ReturningSite extends Site {
    private final Observation observation;
    private final boolean followsFutures;
    private final @Nullable Publishers publishers;
    private volatile boolean lazy;

    /** @param publishers how to follow publishers that are returned though nothing declared them; null not to */
    ReturningSite(Observation observation, boolean followsFutures, @Nullable Publishers publishers) {
        this.observation = observation;
        this.followsFutures = followsFutures;
        this.publishers = publishers;
    }

    @Override
    long enter(Object receiver, Object argument) {
        return lazy ? observation.enterUncounted() : observation.begin();
    }

    @Override
    Object returned(Object result, long startNanos, Object receiver, Object argument) {
        long end = System.nanoTime();
        observation.groups().exit(observation.group());
        if (publishers != null && result != null && publishers.isPublisher(result)) {
            return lazily(result, startNanos, end, receiver, argument);
        }
        if (lazy) {
            observation.calls().started(observation.operationId(), startNanos);
        }
        if (followsFutures && result instanceof CompletionStage<?> stage) {
            if (isDone(stage)) {
                observation.end(startNanos, end, value(stage), null, receiver, argument);
            } else {
                follow(stage, startNanos, receiver, argument);
            }
        } else {
            observation.end(startNanos, end, result, null, receiver, argument);
        }
        return result;
    }

    @Override
    void threw(Throwable thrown, long startNanos, Object receiver, Object argument) {
        long end = System.nanoTime();
        observation.groups().exit(observation.group());
        if (lazy) {
            observation.calls().started(observation.operationId(), startNanos);
        }
        observation.end(startNanos, end, null, thrown, receiver, argument);
    }

    /** A method of which nobody knew that it is lazy: this start is taken back, and later ones are not counted. */
    private Object lazily(Object result, long startNanos, long endNanos, Object receiver, Object argument) {
        if (!lazy) {
            lazy = true;
            observation.calls().cancelled(observation.operationId(), startNanos, endNanos);
        }
        return publishers.follow(result, observation, receiver, argument);
    }

    /** Whether a future of the JDK's own came to a value already, so that there is nothing to follow. */
    private static boolean isDone(CompletionStage<?> stage) {
        return stage.getClass() == CompletableFuture.class
                && ((CompletableFuture<?>) stage).isDone()
                && !((CompletableFuture<?>) stage).isCompletedExceptionally();
    }

    private @Nullable Object value(CompletionStage<?> done) {
        try {
            return ((CompletableFuture<?>) done).getNow(null);
        } catch (RuntimeException obtruded) {
            observation.log().failure("weave.future", obtruded);
            return null;
        }
    }

    private void follow(CompletionStage<?> stage, long startNanos, Object receiver, Object argument) {
        Follower follower = observation.details().wanted()
                ? new TellingFollower(observation, startNanos, observation.details().early(receiver, argument))
                : new Follower(observation, startNanos);
        try {
            stage.whenComplete(follower);
        } catch (Throwable failure) {
            observation.log().failure("weave.future", failure);
            observation.calls().ended(observation.operationId(), startNanos, System.nanoTime(), null);
        }
    }

    /** What a future came to in the end, out of the wrapping that dependent stages add. */
    static Throwable opened(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Ends the call when its future completes. */
    private static class Follower implements BiConsumer<Object, Throwable> {
        final Observation observation;
        final long startNanos;

        Follower(Observation observation, long startNanos) {
            this.observation = observation;
            this.startNanos = startNanos;
        }

        @Override
        public void accept(Object result, Throwable thrown) {
            long end = System.nanoTime();
            try {
                Throwable cause = thrown == null ? null : opened(thrown);
                if (cause instanceof CancellationException) {
                    observation.calls().cancelled(observation.operationId(), startNanos, end);
                } else {
                    end(end, result, cause);
                }
            } catch (Throwable failure) {
                observation.log().failure("weave.future", failure);
            }
        }

        void end(long endNanos, @Nullable Object result, @Nullable Throwable thrown) {
            observation.calls().ended(observation.operationId(), startNanos, endNanos, thrown);
        }
    }

    /** A follower that tells what the call's labels ask for. */
    private static final class TellingFollower extends Follower {
        private final Map<ValuePath, Object> early;

        TellingFollower(Observation observation, long startNanos, Map<ValuePath, Object> early) {
            super(observation, startNanos);
            this.early = early;
        }

        @Override
        void end(long endNanos, @Nullable Object result, @Nullable Throwable thrown) {
            observation.calls().ended(observation.operationId(), startNanos, endNanos, thrown,
                    observation.details().of(early, result, thrown));
        }
    }
}
