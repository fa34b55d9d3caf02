package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One kind of completion: what ends a call, and how that is followed after the method has returned. {@link ResultFollowers}
 * lists all. Stateless.
 */
public interface ResultFollower {
    /** Its name in the configuration and in presets. */
    String completion();

    /**
     * What follows the calls of a method: this follower, or another one that its declaration asks for. Null where what it
     * declares cannot be followed: the call then ends as it returns, and that is logged.
     */
    @Nullable
    ResultFollower forMethod(MethodDeclaration method);

    /** What is named in the log as the thing that cannot be followed, by the declaration alone; null where nothing is known. */
    @Nullable
    String unfollowable(MethodDeclaration method);

    /** Internal name of the type that an object returned in place of the result must have; null where none is returned. */
    default @Nullable String replacedType(MethodDeclaration method) {
        return null;
    }

    /** Whether the observer looks at the result. */
    default boolean needsResult() {
        return true;
    }

    /** Whether the observer looks at the object on which the method is called. */
    default boolean needsReceiver(MethodDeclaration method) {
        return false;
    }

    /** Whether the observer looks at the handler among the arguments. */
    default boolean needsHandler() {
        return false;
    }

    /** Whether the observer looks at the caller's continuation, and hands on another one. */
    default boolean needsContinuation() {
        return false;
    }

    /** The observer of such calls. */
    CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects);
}
