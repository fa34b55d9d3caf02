package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import io.nightjar.pattern.ValuePath;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls that end when they return, or with the future that they return, which is followed as a side effect. What was
 * returned is always passed on unchanged. Thread-safe.
 */
final class ReturnObserver extends CallObserver {
    /** What a call waits for besides its return. */
    enum Following {
        /** Nothing. */
        NOTHING,
        /** A future, where one is returned. */
        FUTURES,
        /** A future, which the user has configured. */
        FUTURES_ASKED_FOR,
        /** Something that the user has configured, and that no other object can replace. */
        ANYTHING_ASKED_FOR
    }

    private final Observation observation;
    private final Following following;
    private final Futures futures;

    ReturnObserver(Observation observation, Following following, Futures futures) {
        this.observation = observation;
        this.following = following;
        this.futures = futures;
    }

    @Override
    public long enter(Object receiver, Object argument) {
        return observation.begin();
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        long end = System.nanoTime();
        observation.exit(startNanos);
        if (following == Following.NOTHING || result == null) {
            observation.end(startNanos, end, result, null, receiver, argument);
        } else if (following == Following.ANYTHING_ASKED_FOR) {
            observation.cannotFollow(result);
            observation.end(startNanos, end, result, null, receiver, argument);
        } else if (result instanceof CompletionStage<?> stage) {
            if (isDone(stage)) {
                observation.end(startNanos, end, value(stage), null, receiver, argument);
            } else {
                follow(stage, null, startNanos, receiver, argument);
            }
        } else {
            FutureFollower library = futures.followerOf(result);
            if (library != Futures.NONE && library != Futures.LAZY) {
                follow(result, library, startNanos, receiver, argument);
            } else {
                if (library == Futures.LAZY || following == Following.FUTURES_ASKED_FOR) {
                    observation.cannotFollow(result);
                }
                observation.end(startNanos, end, result, null, receiver, argument);
            }
        }
        return result;
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        observation.end(startNanos, endNanos, null, thrown, receiver, argument);
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

    /** @param library what follows a future that is no {@code CompletionStage}; null for one that is */
    private void follow(
            Object future, @Nullable FutureFollower library, long startNanos, Object receiver, Object argument) {
        FutureCall.Follower follower = null;
        boolean own = false;
        try {
            Map<ValuePath, Object> early =
                    observation.details().wanted() ? observation.details().early(receiver, argument) : null;
            if (library == null) {
                follower = FutureCall.await(observation, startNanos, early);
                own = observation.groups().beginOwn();
                ((CompletionStage<?>) future).whenComplete(follower);
            } else {
                FutureCall.LibraryFollower end = FutureCall.await(observation, startNanos, early, library);
                follower = end;
                own = observation.groups().beginOwn();
                library.follow(future, end);
            }
        } catch (Throwable failure) {
            observation.log().failure("weave.future", failure);
            if (follower == null || follower.call == null || follower.call.end()) {
                observation.calls().ended(observation.operationId(), startNanos, System.nanoTime(), null);
            }
            observation.cannotFollow(future);
        } finally {
            if (own) {
                observation.groups().endOwn();
            }
        }
    }
}
