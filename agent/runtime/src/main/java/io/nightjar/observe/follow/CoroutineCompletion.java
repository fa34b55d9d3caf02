package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/** The call of a suspend function ends when its caller's continuation is resumed, however often it is entered until then. */
final class CoroutineCompletion implements ResultFollower {
    private final boolean toTheEnd;

    /** @param toTheEnd false: a call ends as the function first returns, and is still one call */
    CoroutineCompletion(boolean toTheEnd) {
        this.toTheEnd = toTheEnd;
    }

    @Override
    public String completion() {
        return "coroutine";
    }

    @Override
    public @Nullable ResultFollower forMethod(MethodDeclaration method) {
        return method.suspending() == null ? null : this;
    }

    @Override
    public @Nullable String unfollowable(MethodDeclaration method) {
        return method.suspending() == null ? "a method without a continuation" : null;
    }

    @Override
    public boolean needsContinuation() {
        return true;
    }

    @Override
    public CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects) {
        String ownClass = method.declaration().suspending().ownClass();
        return new CoroutineObserver(observation, method, ownClass, toTheEnd);
    }
}
