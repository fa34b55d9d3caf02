package io.nightjar.launch;

import org.jspecify.annotations.Nullable;

/**
 * Whether the application's main has begun: premain runs on the thread that will run it, so the outermost frame of that
 * thread shows it. Thread-safe.
 */
final class MainGate {
    /** What runs a JavaFX application that has no main of its own. */
    private static final String JAVAFX = "sun.launcher.LauncherHelper$FXHelper";

    private final @Nullable Thread mainThread;

    private MainGate(@Nullable Thread mainThread) {
        this.mainThread = mainThread;
    }

    /** A gate for the thread that calls premain, or agentmain, whose gate is open at once. */
    static MainGate forCurrentThread() {
        StackTraceElement[] stack = Thread.currentThread().getStackTrace();
        boolean attached = stack[stack.length - 1].getMethodName().equals("loadClassAndCallAgentmain");
        return new MainGate(attached ? null : Thread.currentThread());
    }

    boolean isOpen() {
        if (mainThread == null) {
            return true;
        }
        StackTraceElement[] stack;
        try {
            stack = mainThread.getStackTrace();
        } catch (SecurityException refused) {
            return true; // only main can have set the security manager that refuses now and let us in before
        }
        if (stack.length == 0) {
            return true;
        }
        String outermost = stack[stack.length - 1].getClassName();
        if (outermost.startsWith(JAVAFX)) {
            return true;
        }
        return !outermost.startsWith("sun.") && !outermost.startsWith("java.") && !outermost.startsWith("jdk.");
    }
}
