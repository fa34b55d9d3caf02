package io.nightjar.host;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The one place that asks for the agent's own rights where the application's frames stand below ours on the stack. Under
 * a security manager what happens then is judged by the weakest frame, unless it is done here. Stateless; thread-safe.
 *
 * <p>On a JVM without security managers every action simply runs.
 */
@SuppressWarnings("removal") // deprecated for removal and needed as long as 17 to 23 are supported
public final class Privileged {
    private Privileged() {}

    /** Whether a security manager judges this JVM now: an application can set one at any time. */
    public static boolean isManaged() {
        return System.getSecurityManager() != null;
    }

    /** What an action makes, with the agent's rights alone; for the start, where a lambda would cost more classes. */
    static <T> T run(PrivilegedAction<T> action) {
        return AccessController.doPrivileged(action);
    }

    /** What an action makes, with the agent's rights alone. */
    public static <T> T get(Supplier<T> action) {
        return AccessController.doPrivileged((PrivilegedAction<T>) action::get);
    }

    /**
     * As {@link #get}, for what may fail.
     *
     * @throws Exception what the action threw
     */
    public static <T> T call(Callable<T> action) throws Exception {
        try {
            return AccessController.doPrivileged((PrivilegedExceptionAction<T>) action::call);
        } catch (PrivilegedActionException failed) {
            throw failed.getException();
        }
    }
}
