package io.nightjar.benchmark;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An application whose every call is slow: one call by itself, after which the agent has loaded what it sends with, then as
 * many as it is told. Prints the end of each as {@link System#nanoTime()}, one a line.
 */
final class AlertedApp {
    private static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private AlertedApp() {}

    /**
     * Calls.
     *
     * @param arguments how often, the first call not counted
     */
    public static void main(String[] arguments) {
        long[] ends = new long[1 + Integer.parseInt(arguments[0])];
        for (int i = 0; i < ends.length; i++) {
            infer(ends, i);
            park(i == 0 ? FIRST_PAUSE_NANOS : PAUSE_NANOS);
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        for (long end : ends) {
            out.println(end);
        }
        out.flush();
    }

    /** The watched call; its last act is to look at the clock. */
    private static void infer(long[] ends, int number) {
        park(CALL_NANOS);
        ends[number] = System.nanoTime();
    }

    private static void park(long nanos) {
        long untilNanos = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = untilNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
