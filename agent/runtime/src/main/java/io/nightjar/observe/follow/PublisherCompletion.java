package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/** Each subscription to the publisher that the method returns is a call, and ends it. */
final class PublisherCompletion implements ResultFollower {
    @Override
    public String completion() {
        return "publisher";
    }

    @Override
    public @Nullable ResultFollower forMethod(MethodDeclaration method) {
        return method.returnsReference() ? this : null;
    }

    @Override
    public @Nullable String unfollowable(MethodDeclaration method) {
        return replacedType(method) == null ? method.returnTypeName() : null;
    }

    @Override
    public @Nullable String replacedType(MethodDeclaration method) {
        return Publishers.isDeclared(method.returnType()) || method.returnsAnything() ? method.returnType() : null;
    }

    @Override
    public CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects) {
        return method.replaces()
                ? new PublisherObserver(observation, objects.publishers())
                : new ReturnObserver(observation, ReturnObserver.Following.ANYTHING_ASKED_FOR, objects.futures());
    }
}
