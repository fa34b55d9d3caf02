package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of the continuations of an application: its own classes that extend Kotlin's are defined once for
 * each Kotlin of the application, below that one's class loader. Thread-safe.
 */
final class Coroutines {
    private static final String FOLLOWER = "io.nightjar.observe.follow.kotlin.KotlinFollower";
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";
    private static final String SUSPENDED = "COROUTINE_SUSPENDED";
    private static final String SUSPENDED_CLASS = "kotlin.coroutines.intrinsics.CoroutineSingletons";

    /** By the interfaces {@code Continuation}. */
    private static final ClassValue<CoroutineFollower> FOLLOWERS = new ClassValue<>() {
        @Override
        protected CoroutineFollower computeValue(Class<?> continuation) {
            try {
                return LibraryLoader.make(continuation, FOLLOWER, CoroutineFollower.class);
            } catch (Exception strange) {
                throw new IllegalStateException("an unknown Kotlin: " + continuation, strange);
            }
        }
    };

    /** By the classes of continuations. */
    private static final ClassValue<Coroutines> KNOWN = new ClassValue<>() {
        @Override
        protected Coroutines computeValue(Class<?> type) {
            return new Coroutines(type);
        }
    };

    /** Null where there is none for continuations of the class. */
    private final @Nullable CoroutineFollower follower;
    /** Whether another continuation may be handed on in place of one of the class. */
    private final boolean canFollow;
    /** What stood in the way, until it is reported. */
    private @Nullable Throwable problem;

    private Coroutines(Class<?> type) {
        CoroutineFollower found = null;
        boolean replaceable = false;
        try {
            Class<?> continuation = SuperTypes.find(type, CONTINUATION::equals);
            found = continuation == null ? null : FOLLOWERS.get(continuation);
            replaceable = found != null && found.canFollow(type);
        } catch (Throwable strange) {
            found = null;
            problem = strange;
        }
        follower = found;
        canFollow = replaceable;
    }

    /** What is known of the class of a continuation. */
    static Coroutines of(Object continuation) {
        return KNOWN.get(continuation.getClass());
    }

    /** As {@link CoroutineFollower#isWithin}. */
    boolean isWithin(Object continuation, int group) {
        try {
            return follower != null && follower.isWithin(continuation, group);
        } catch (RuntimeException | LinkageError strange) {
            keep(strange);
            return false;
        }
    }

    /** The continuation to hand on: the given one where it cannot be followed. */
    Object follow(Object continuation, SuspendedCall call) {
        try {
            return canFollow ? follower.follow(continuation, call) : continuation;
        } catch (RuntimeException | LinkageError strange) {
            keep(strange);
            return continuation;
        }
    }

    private synchronized void keep(Throwable strange) {
        problem = strange;
    }

    /** What stood in the way of following; null where nothing did, or it was taken before. */
    synchronized @Nullable Throwable takeProblem() {
        Throwable taken = problem;
        problem = null;
        return taken;
    }

    /** Whether a suspend function returned this because it goes on later. */
    static boolean isSuspended(@Nullable Object result) {
        return result instanceof Enum<?> constant
                && constant.name().equals(SUSPENDED)
                && constant.getDeclaringClass().getName().equals(SUSPENDED_CLASS);
    }
}
