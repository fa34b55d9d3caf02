package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/** The call ends when the handler that was passed to its method is notified of the end, or with a future in the result. */
final class CallbackCompletion implements ResultFollower {
    @Override
    public String completion() {
        return "callback";
    }

    @Override
    public @Nullable ResultFollower forMethod(MethodDeclaration method) {
        if (Publishers.isDeclared(method.returnType())) {
            return ResultFollowers.PUBLISHER;
        }
        return method.hasParameters() ? this : null;
    }

    @Override
    public @Nullable String unfollowable(MethodDeclaration method) {
        return method.hasParameters() ? null : "a method without a handler";
    }

    @Override
    public boolean needsHandler() {
        return true;
    }

    @Override
    public CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects) {
        return new StreamObserver(
                observation, objects, method.handlerIndex(), method.capturedCount(), false, false, method.until());
    }
}
