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

    ReturnObserver(Observation observation, Following following) {
        this.observation = observation;
        this.following = following;
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
        } else if (following != Following.ANYTHING_ASKED_FOR && result instanceof CompletionStage<?> stage) {
            if (isDone(stage)) {
                observation.end(startNanos, end, value(stage), null, receiver, argument);
            } else {
                follow(stage, startNanos, receiver, argument);
            }
        } else {
            reportIfItGoesOn(result);
            observation.end(startNanos, end, result, null, receiver, argument);
        }
        return result;
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        observation.end(startNanos, endNanos, null, thrown, receiver, argument);
    }

    /** Reports that what was returned is not followed, where the call may go on in it. */
    private void reportIfItGoesOn(Object result) {
        if (following != Following.FUTURES || LazyTypes.goesOnIn(result.getClass())) {
            observation.cannotFollow(result);
        }
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
        FutureCall.Follower follower = null;
        boolean own = false;
        try {
            Map<ValuePath, Object> early =
                    observation.details().wanted() ? observation.details().early(receiver, argument) : null;
            follower = FutureCall.await(observation, startNanos, early);
            own = observation.groups().beginOwn();
            stage.whenComplete(follower);
        } catch (Throwable failure) {
            observation.log().failure("weave.future", failure);
            if (follower == null || follower.call == null || follower.call.end()) {
                observation.calls().ended(observation.operationId(), startNanos, System.nanoTime(), null);
            }
            observation.cannotFollow(stage);
        } finally {
            if (own) {
                observation.groups().endOwn();
            }
        }
    }
}
