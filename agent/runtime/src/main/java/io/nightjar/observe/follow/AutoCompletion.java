package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/** What is returned decides: a future, a publisher or a stream is followed, anything else ends the call. */
final class AutoCompletion implements ResultFollower {
    @Override
    public String completion() {
        return "auto";
    }

    @Override
    public ResultFollower forMethod(MethodDeclaration method) {
        if (method.isOverAsItReturns()) {
            return ResultFollowers.RETURN;
        }
        if (Publishers.isDeclared(method.returnType())) {
            return ResultFollowers.PUBLISHER;
        }
        return method.returnType().equals(MethodDeclaration.STREAM) ? ResultFollowers.ITERATOR : this;
    }

    @Override
    public @Nullable String unfollowable(MethodDeclaration method) {
        boolean lazy = method.returnsObject()
                && !Publishers.isDeclared(method.returnType())
                && !method.returnsAnything()
                && LazyTypes.isNamed(method.returnTypeName());
        return lazy ? method.returnTypeName() : null;
    }

    @Override
    public CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects) {
        return new ReturnObserver(observation, ReturnObserver.Following.FUTURES, objects.futures());
    }
}
