package io.nightjar.observe.follow;

/** Makes the continuation that stands before a caller's; implemented by classes that see Kotlin's own types. */
public interface CoroutineFollower {
    /** Whether what {@link #follow} makes can be handed to a function in place of a continuation of that class. */
    boolean canFollow(Class<?> continuation);

    /** Whether whoever waits for a continuation is, through all that it waits for, within a call of the group. */
    boolean isWithin(Object continuation, int group);

    /** The continuation to hand on: it ends the call when it is resumed, and then resumes the caller's. */
    Object follow(Object continuation, SuspendedCall call);
}
