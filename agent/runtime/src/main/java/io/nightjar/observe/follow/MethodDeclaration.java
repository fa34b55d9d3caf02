package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/**
 * What a method declares, as far as it decides how its calls are followed. Immutable.
 *
 * @param returnType internal name of the type of the result, a descriptor for arrays, empty for void and primitives
 * @param returnTypeName the type of the result as it is written in source code
 * @param hasParameters whether it has any
 * @param suspending what makes it one of Kotlin's suspend functions; null where it is none
 */
public record MethodDeclaration(
        String returnType,
        String returnTypeName,
        boolean hasParameters,
        boolean isConstructor,
        @Nullable Suspending suspending) {
    static final String OBJECT = "java/lang/Object";
    static final String STREAM = "java/util/stream/Stream";
    static final String ITERATOR = "java/util/Iterator";
    static final String ITERABLE = "java/lang/Iterable";

    /** Of a method that is no suspend function. */
    public MethodDeclaration(String returnType, String returnTypeName, boolean hasParameters, boolean isConstructor) {
        this(returnType, returnTypeName, hasParameters, isConstructor, null);
    }

    /** Whether its type says that a call is over as it returns: what is returned is no future, no publisher and no stream. */
    public boolean isOverAsItReturns() {
        return !returnsObject()
                || returnType.startsWith("java/lang/") && !returnsAnything()
                || returnType.startsWith("java/util/")
                        && !returnType.startsWith("java/util/concurrent/")
                        && !returnType.equals(STREAM)
                || returnType.startsWith("java/io/")
                || returnType.startsWith("java/nio/")
                || returnType.startsWith("java/time/");
    }

    /** Whether it returns an object that is no array. */
    boolean returnsObject() {
        return !returnType.isEmpty() && returnType.charAt(0) != '[';
    }

    /** Whether it returns something that has no type but {@code Object}. */
    boolean returnsAnything() {
        return returnType.equals(OBJECT);
    }

    /** The type of what it returns where that is a stream or an iterator of the JDK's, null where it is not. */
    public @Nullable String readType() {
        return returnType.equals(STREAM) || returnType.equals(ITERATOR) ? returnType : null;
    }

    /** Whether it returns an object or an array. */
    boolean returnsReference() {
        return !returnType.isEmpty();
    }
}
