package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import io.nightjar.observe.WovenCalls;
import io.nightjar.pattern.ValuePath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one suspend function. The captured arguments come in an array with one more place: in it stands the call that an
 * entry began, and where the caller's continuation stood, the one to hand on. An entry that goes on with what began before,
 * or that is within a call of the group on whatever thread, is no new call. Thread-safe.
 */
final class CoroutineObserver extends CallObserver {
    /* The lowest bit of a start says whether its entry began a call: where the stack is too small, nothing else remains. */
    private static final long COUNTED = 1;

    private final Observation observation;
    private final int continuation;
    private final int captured;
    private final @Nullable String ownClass;
    private final boolean toTheEnd;

    /** @param ownClass as in {@link Suspending} */
    CoroutineObserver(Observation observation, FollowedMethod method, @Nullable String ownClass, boolean toTheEnd) {
        this.observation = observation;
        this.continuation = method.handlerIndex();
        this.captured = method.capturedCount();
        this.ownClass = ownClass;
        this.toTheEnd = toTheEnd;
    }

    @Override
    public long enter(Object receiver, Object argument) {
        Object[] arguments = (Object[]) argument;
        Object caller = arguments[continuation];
        if (observation.isNested()) {
            return 0;
        }
        if (caller != null && caller.getClass().getName().equals(ownClass)) {
            return enterUncounted();
        }
        Coroutines known = caller == null ? null : Coroutines.of(caller);
        if (known != null && known.isWithin(caller, observation.group())) {
            return enterUncounted();
        }
        CoroutineCall call = new CoroutineCall(observation, early(receiver, arguments));
        Object handedOn = toTheEnd && known != null ? known.follow(caller, call) : caller;
        call.followed = handedOn != caller;
        // From here on nothing fails: what has begun is known to its end.
        call.startNanos = WovenCalls.now() | COUNTED;
        arguments[captured] = call;
        long start = observation.begin(call.startNanos);
        arguments[continuation] = handedOn;
        return start;
    }

    private long enterUncounted() {
        long even = WovenCalls.now() & ~COUNTED;
        return observation.enterUncounted(even == 0 ? 2 : even);
    }

    private @Nullable Map<ValuePath, Object> early(Object receiver, Object[] arguments) {
        if (!observation.details().wanted()) {
            return null;
        }
        try {
            return observation.details().early(receiver, captured == 1 ? arguments[0] : arguments);
        } catch (Throwable failure) {
            observation.log().failure("weave.label", failure);
            return null;
        }
    }

    @Override
    public Object returned(Object result, long startNanos, Object receiver, Object argument) {
        long end = System.nanoTime();
        observation.exit(startNanos);
        if ((startNanos & COUNTED) == 0) {
            return result;
        }
        if (argument == null) {
            // The stack was too small, and the call is no longer known; what suspended is ended by its continuation.
            if (!Coroutines.isSuspended(result)) {
                observation.ended(startNanos, end, null, result, null);
            }
            return result;
        }
        Object[] arguments = (Object[]) argument;
        CoroutineCall call = (CoroutineCall) arguments[captured];
        if (!Coroutines.isSuspended(result)) {
            call.end(result, null, end);
        } else if (call.followed) {
            call.awaiting(arguments[continuation]);
        } else {
            call.end(null, null, end);
            if (toTheEnd) {
                reportUnfollowed(arguments[continuation]);
            }
        }
        return result;
    }

    private void reportUnfollowed(@Nullable Object caller) {
        if (caller != null) {
            observation.cannotFollow(caller);
            Throwable problem = Coroutines.of(caller).takeProblem();
            if (problem != null) {
                observation.log().failure("weave.coroutine", problem);
            }
        }
    }

    @Override
    public void threw(Throwable thrown, long startNanos, long endNanos, Object receiver, Object argument) {
        observation.exit(startNanos);
        if ((startNanos & COUNTED) == 0) {
            return;
        }
        if (argument == null) {
            observation.ended(startNanos, endNanos, null, null, thrown);
        } else {
            ((CoroutineCall) ((Object[]) argument)[captured]).end(null, thrown, endNanos);
        }
    }
}
