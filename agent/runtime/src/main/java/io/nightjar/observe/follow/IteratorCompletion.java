package io.nightjar.observe.follow;

import io.nightjar.observe.CallObserver;
import io.nightjar.observe.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The call ends when what its method returns, or its constructor makes, or the future that it returns gives, is read to the end,
 * closed or collected. A method that is declared to return a publisher is followed as one.
 */
final class IteratorCompletion implements ResultFollower {
    @Override
    public String completion() {
        return "iterator";
    }

    @Override
    public @Nullable ResultFollower forMethod(MethodDeclaration method) {
        if (Publishers.isDeclared(method.returnType())) {
            return ResultFollowers.PUBLISHER;
        }
        return method.returnsReference() || method.isConstructor() ? this : null;
    }

    @Override
    public @Nullable String unfollowable(MethodDeclaration method) {
        boolean unread = !method.isConstructor()
                && (!method.returnsObject()
                        || method.returnType().startsWith("java/")
                                && replacedType(method) == null
                                && !givesLater(method.returnType()));
        return unread ? method.returnTypeName() : null;
    }

    /** Whether a type of the JDK's is that of futures, which may give a stream. */
    private static boolean givesLater(String type) {
        return type.equals("java/util/concurrent/CompletableFuture")
                || type.equals("java/util/concurrent/CompletionStage")
                || type.equals("java/util/concurrent/Future");
    }

    @Override
    public @Nullable String replacedType(MethodDeclaration method) {
        String type = method.returnType();
        boolean replaced = type.equals(MethodDeclaration.STREAM)
                || type.equals(MethodDeclaration.ITERATOR)
                || type.equals(MethodDeclaration.ITERABLE)
                || method.returnsAnything();
        return replaced ? type : null;
    }

    @Override
    public boolean needsReceiver(MethodDeclaration method) {
        return method.isConstructor();
    }

    @Override
    public CallObserver observer(Observation observation, FollowedMethod method, FollowedObjects objects) {
        return new StreamObserver(
                observation,
                objects,
                -1,
                method.capturedCount(),
                method.declaration().isConstructor(),
                method.replaces(),
                method.until());
    }
}
