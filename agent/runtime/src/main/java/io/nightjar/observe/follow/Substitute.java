package io.nightjar.observe.follow;

import io.nightjar.host.Privileged;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object of the agent's may be returned in place of one that a method returned: only where it is an instance
 * of every type of that one which the application could name, cast to or ask for. Thread-safe.
 */
public final class Substitute {
    /** Beginnings of the names of public classes that are a library's own affair, whatever they are public for. */
    private static final String[] OWN = {
        "io.reactivex.rxjava3.internal.",
        "io.reactivex.rxjava3.operators.",
        "io.vertx.rxjava3.impl.",
        "io.smallrye.mutiny.operators.",
        "io.smallrye.mutiny.helpers.",
        "io.smallrye.mutiny.vertx.AsyncResultUni"
    };

    /** The exceptions: what an application makes and casts to. */
    private static final String[] NOT_OWN = {
        "io.smallrye.mutiny.operators.multi.processors.", "io.smallrye.mutiny.operators.multi.split."
    };

    /** What a library's own publisher is beside, where it is its own subscriber: no application sees that. */
    private static final String[] RECEIVERS = {
        "io.reactivex.rxjava3.core.SingleObserver",
        "io.reactivex.rxjava3.core.MaybeObserver",
        "io.reactivex.rxjava3.core.CompletableObserver",
        "io.reactivex.rxjava3.core.Observer",
        "io.reactivex.rxjava3.core.FlowableSubscriber",
        "io.smallrye.mutiny.subscription.UniSubscriber",
        "io.smallrye.mutiny.subscription.MultiSubscriber",
        "io.smallrye.mutiny.subscription.ContextSupport"
    };

    private Substitute() {}

    /** Whether an instance of the substitute's class may stand for one of the original's. */
    public static boolean canStandFor(Class<?> original, Class<?> substitute) {
        return Privileged.isManaged()
                ? Privileged.get(() -> missing(original, substitute) == null)
                : missing(original, substitute) == null;
    }

    /**
     * Whether classes that stand between an application and its library are all there and whole: of a library that is older
     * or newer than the one they were compiled against, something may be missing.
     */
    public static boolean areWhole(Class<?>... types) {
        for (Class<?> type : types) {
            try {
                Class.forName(type.getName(), true, type.getClassLoader());
                for (Method method : type.getMethods()) {
                    if (Modifier.isAbstract(method.getModifiers())) {
                        return false;
                    }
                }
            } catch (ClassNotFoundException | LinkageError missing) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Class<?> missing(@Nullable Class<?> type, Class<?> substitute) {
        if (type == null || type == Object.class) {
            return null;
        }
        if (!type.isAssignableFrom(substitute) && isNameable(type)) {
            return type;
        }
        boolean own = startsWithAny(type.getName(), OWN);
        for (Class<?> face : type.getInterfaces()) {
            Class<?> found = own && startsWithAny(face.getName(), RECEIVERS) ? null : missing(face, substitute);
            if (found != null) {
                return found;
            }
        }
        return missing(type.getSuperclass(), substitute);
    }

    /**
     * Whether code of the application could name a type: one that is public, or one of the application's own that has a
     * name. Neither lambdas nor anonymous classes have, nor what the JDK and the libraries keep to themselves.
     */
    private static boolean isNameable(Class<?> type) {
        if (type.isHidden() || type.isSynthetic() || isAnonymous(type.getName()) || isKotlinsOwn(type)) {
            return false;
        }
        String name = type.getName();
        if (Modifier.isPublic(type.getModifiers())) {
            return !startsWithAny(name, OWN) || startsWithAny(name, NOT_OWN);
        }
        ClassLoader loader = type.getClassLoader();
        if (loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || name.startsWith("reactor.")
                || name.startsWith("io.reactivex.rxjava3.")
                || name.startsWith("io.smallrye.mutiny.")) {
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

    private static boolean startsWithAny(String name, String[] beginnings) {
        for (String beginning : beginnings) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
