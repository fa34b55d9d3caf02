package io.nightjar.alert;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of notifications: ULIDs, unique, and within one process growing. Thread-safe, lock-free. */
public final class AlertIds {
    /*
     * The upper 64 bits are 48 of wall-clock milliseconds and 16 that count; they only grow, by CAS, so a wall clock
     * that is set back cannot repeat an id. The lower 64 bits are random.
     */
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;
    private static final int BITS_A_DIGIT = 5;
    private static final int COUNTER_BITS = 16;

    private final AtomicLong last = new AtomicLong();

    /** The next id at a wall time in milliseconds. */
    public String next(long epochMillis) {
        long floor = epochMillis << COUNTER_BITS;
        long seen = last.get();
        long upper = Math.max(seen + 1, floor);
        while (!last.compareAndSet(seen, upper)) {
            seen = last.get();
            upper = Math.max(seen + 1, floor);
        }
        return encode(upper, ThreadLocalRandom.current().nextLong());
    }

    private static String encode(long upper, long lower) {
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS[(int) lower & 31];
            lower = lower >>> BITS_A_DIGIT | upper << (Long.SIZE - BITS_A_DIGIT);
            upper >>>= BITS_A_DIGIT;
        }
        return new String(text);
    }
}
