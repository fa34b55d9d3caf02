package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/** The call ends with the future that its method returns. */
final class FutureCompletion implements ResultFollower {
    @Override
    public String completion() {
        return "future";
    }

    @Override
    public @Nullable ResultFollower forMethod(MethodDeclaration method) {
        return method.returnsReference() ? this : null;
    }

    @Override
    public @Nullable String unfollowable(MethodDeclaration method) {
        boolean noFuture = !method.returnsObject()
                || Publishers.isDeclared(method.returnType())
                || LazyTypes.isNamed(method.returnTypeName());
        return noFuture ? method.returnTypeName() : null;
    }

    @Override
    public CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects) {
        return new ReturnObserver(observation, ReturnObserver.Following.FUTURES_ASKED_FOR, objects.futures());
    }
}
