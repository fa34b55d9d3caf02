package io.nightjar.observe.follow;

import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object of the agent's may be returned in place of one that a method returned: only where it is an instance
 * of every type of that one which the application could name, cast to or ask for. Thread-safe.
 */
public final class Substitute {
    private Substitute() {}

    /** Whether an instance of the substitute's class may stand for one of the original's. */
    public static boolean canStandFor(Class<?> original, Class<?> substitute) {
        return missing(original, substitute) == null;
    }

    private static @Nullable Class<?> missing(@Nullable Class<?> type, Class<?> substitute) {
        if (type == null || type == Object.class) {
            return null;
        }
        if (!type.isAssignableFrom(substitute) && isNameable(type)) {
            return type;
        }
        for (Class<?> face : type.getInterfaces()) {
            Class<?> found = missing(face, substitute);
            if (found != null) {
                return found;
            }
        }
        return missing(type.getSuperclass(), substitute);
    }

    /**
     * Whether code of the application could name a type: one that is public, or one of the application's own that has a
     * name. Neither lambdas nor anonymous classes have, nor what the JDK and Reactor keep to themselves.
     */
    private static boolean isNameable(Class<?> type) {
        if (type.isHidden() || type.isSynthetic() || isAnonymous(type.getName()) || isKotlinsOwn(type)) {
            return false;
        }
        if (Modifier.isPublic(type.getModifiers())) {
            return true;
        }
        ClassLoader loader = type.getClassLoader();
        if (loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || type.getName().startsWith("reactor.")) {
            return false;
        }
        return true;
    }

    private static boolean isAnonymous(String name) {
        int inner = name.lastIndexOf('$');
        return inner >= 0 && inner < name.length() - 1 && Character.isDigit(name.charAt(inner + 1));
    }

    /** What Kotlin's compiler keeps from other modules is public all the same: of flows, every class but what stands in. */
    private static boolean isKotlinsOwn(Class<?> type) {
        return !type.isInterface() && type.getName().startsWith("kotlinx.coroutines.flow.");
    }
}
