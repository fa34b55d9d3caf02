package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/** The call ends as its method returns. */
final class ReturnCompletion implements ResultFollower {
    @Override
    public String completion() {
        return "return";
    }

    @Override
    public ResultFollower forMethod(MethodDeclaration method) {
        return this;
    }

    @Override
    public @Nullable String unfollowable(MethodDeclaration method) {
        return null;
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects) {
        return new ReturnObserver(observation, ReturnObserver.Following.NOTHING, objects.futures());
    }
}
