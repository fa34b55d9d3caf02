package io.nightjar.observe.follow;

import io.nightjar.pattern.ValuePath;
import org.jspecify.annotations.Nullable;

/**
 * One method whose calls an observer follows. Immutable.
 *
 * @param handlerIndex of the handler among the captured arguments, negative where none is needed
 * @param capturedCount how many arguments are captured: one as itself, several in an array
 * @param replaces whether another object may be returned in place of the result
 * @param until where in the stream a future lies that ends the call too; null for none
 */
public record FollowedMethod(
        MethodDeclaration declaration,
        int handlerIndex,
        int capturedCount,
        boolean replaces,
        @Nullable ValuePath until) {}
