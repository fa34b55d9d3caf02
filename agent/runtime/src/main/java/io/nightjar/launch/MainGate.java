package io.nightjar.launch;

/**
 * Whether the application's main has begun: premain runs on the thread that will run it, so the outermost frame of that
 * thread tells. Thread-safe.
 */
final class MainGate {
    private final Thread mainThread;

    private MainGate(Thread mainThread) {
        this.mainThread = mainThread;
    }

    /** A gate for the thread that calls premain, or agentmain, whose gate is open at once. */
    static MainGate forCurrentThread() {
        return new MainGate(Thread.currentThread());
    }

    boolean isOpen() {
        StackTraceElement[] stack = mainThread.getStackTrace();
        if (stack.length == 0) {
            return true;
        }
        String outermost = stack[stack.length - 1].getClassName();
        return !outermost.startsWith("sun.") && !outermost.startsWith("java.") && !outermost.startsWith("jdk.");
    }
}
