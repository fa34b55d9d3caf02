package io.nightjar.observe.follow;

import io.nightjar.observe.Awaited;
import io.nightjar.observe.Observation;
import io.nightjar.pattern.ValuePath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A call of a suspend function, which ends once: when the function returns or throws without having suspended, when its
 * caller's continuation is resumed, or as cancelled when nothing can resume that any more. Thread-safe.
 */
final class CoroutineCall implements SuspendedCall {
    private static final VarHandle ENDED = endedHandle();

    private final Observation observation;
    private final @Nullable Map<ValuePath, Object> early;
    /** As the next, written before the continuation reaches the application. */
    long startNanos;
    /** Whether a continuation of the agent's is handed on. */
    boolean followed;

    private volatile boolean ended;

    CoroutineCall(Observation observation, @Nullable Map<ValuePath, Object> early) {
        this.observation = observation;
        this.early = early;
    }

    @Override
    public boolean isOf(int group) {
        return observation.group() == group;
    }

    /** The function has suspended: the call ends as cancelled when this continuation is collected before it is resumed. */
    void awaiting(Object continuation) {
        if (!ended) {
            observation.awaited().add(new AwaitedCoroutine(continuation, this));
        }
    }

    @Override
    public void resumed(@Nullable Object value, @Nullable Throwable thrown) {
        try {
            end(value, thrown, System.nanoTime());
        } catch (Throwable failure) {
            observation.log().failure("weave.coroutine", failure);
        }
    }

    void end(@Nullable Object value, @Nullable Throwable thrown, long endNanos) {
        if (!ENDED.compareAndSet(this, false, true)) {
            return;
        }
        try {
            if (thrown instanceof CancellationException) {
                observation.cancelled(startNanos, endNanos, early);
            } else {
                if (value != null && LazyTypes.goesOnIn(value.getClass())) {
                    observation.cannotFollow(value);
                }
                observation.ended(startNanos, endNanos, early, value, thrown);
            }
        } catch (StackOverflowError noRoom) {
            // Nothing was counted: what is collected ends the call.
            ended = false;
        }
    }

    /** A node of the calls that wait for an object. */
    private static final class AwaitedCoroutine extends Awaited {
        private final CoroutineCall call;

        AwaitedCoroutine(Object continuation, CoroutineCall call) {
            super(continuation);
            this.call = call;
        }

        @Override
        public boolean hasEnded() {
            return call.ended;
        }

        @Override
        public void abandoned() {
            if (ENDED.compareAndSet(call, false, true)) {
                call.observation.cancelled(call.startNanos, System.nanoTime(), call.early);
            }
        }
    }

    private static VarHandle endedHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(CoroutineCall.class, "ended", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
