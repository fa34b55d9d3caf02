package io.nightjar.observe.follow;

import io.nightjar.observe.Awaited;
import io.nightjar.observe.Observation;
import io.nightjar.pattern.ValuePath;
import io.nightjar.record.Failures;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A call that ends with a future, once: when it completes, or as cancelled when nothing can complete it any more. */
final class FutureCall extends Awaited {
    private static final VarHandle ENDED = endedHandle();

    private final Observation observation;
    private final long startNanos;
    private volatile boolean ended;

    private FutureCall(Follower follower, Observation observation, long startNanos) {
        super(follower);
        this.observation = observation;
        this.startNanos = startNanos;
    }

    /** What is to be run when the future completes; the call waits for it from now on. */
    static Follower await(Observation observation, long startNanos, @Nullable Map<ValuePath, Object> early) {
        return await(early == null ? new Follower() : new ReadingFollower(early), observation, startNanos);
    }

    /** As above for a future that a library's follower reads. */
    static LibraryFollower await(
            Observation observation, long startNanos, @Nullable Map<ValuePath, Object> early, FutureFollower library) {
        return await(new LibraryFollower(early, library), observation, startNanos);
    }

    private static <T extends Follower> T await(T follower, Observation observation, long startNanos) {
        FutureCall call = new FutureCall(follower, observation, startNanos);
        follower.call = call;
        observation.awaited().add(call);
        return follower;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void abandoned() {
        if (end()) {
            observation.calls().cancelled(observation.operationId(), startNanos, System.nanoTime());
        }
    }

    /** Whether it is this end that counts. */
    boolean end() {
        return ENDED.compareAndSet(this, false, true);
    }

    private void completed(
            @Nullable Object result, @Nullable Throwable thrown, @Nullable Map<ValuePath, Object> early) {
        long endNanos = System.nanoTime();
        if (!end()) {
            return;
        }
        try {
            Throwable cause = thrown == null ? null : Failures.opened(thrown);
            if (cause instanceof CancellationException) {
                observation.cancelled(startNanos, endNanos, early);
            } else {
                observation.ended(startNanos, endNanos, early, result, cause);
            }
        } catch (StackOverflowError noRoom) {
            // Nothing was counted: what is collected ends the call.
            ended = false;
        }
    }

    /** Ends the call when its future completes; held by the future alone. */
    static class Follower implements BiConsumer<Object, Throwable> {
        @Nullable
        FutureCall call;

        @Nullable
        Map<ValuePath, Object> early() {
            return null;
        }

        @Override
        public final void accept(@Nullable Object result, @Nullable Throwable thrown) {
            FutureCall followed = call;
            try {
                followed.completed(result, thrown, early());
            } catch (Throwable failure) {
                followed.observation.log().failure("weave.future", failure);
            }
        }
    }

    /** One that a future tells which is no {@code CompletionStage}. */
    static final class LibraryFollower extends Follower implements FutureEnd {
        private final @Nullable Map<ValuePath, Object> early;
        private final FutureFollower library;

        LibraryFollower(@Nullable Map<ValuePath, Object> early, FutureFollower library) {
            this.early = early;
            this.library = library;
        }

        @Override
        @Nullable
        Map<ValuePath, Object> early() {
            return early;
        }

        @Override
        public void done(Object done) {
            FutureCall followed = call;
            boolean own = false;
            try {
                own = followed.observation.groups().beginOwn();
                library.read(done, this);
            } catch (Throwable failure) {
                followed.observation.log().failure("weave.future", failure);
                accept(null, null);
            } finally {
                if (own) {
                    followed.observation.groups().endOwn();
                }
            }
        }

        @Override
        public void outcome(@Nullable Object value, @Nullable Throwable thrown) {
            accept(value, thrown);
        }
    }

    /** One that knows what was read for the call's labels when it began. */
    private static final class ReadingFollower extends Follower {
        private final Map<ValuePath, Object> early;

        ReadingFollower(Map<ValuePath, Object> early) {
            this.early = early;
        }

        @Override
        Map<ValuePath, Object> early() {
            return early;
        }
    }

    private static VarHandle endedHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(FutureCall.class, "ended", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
