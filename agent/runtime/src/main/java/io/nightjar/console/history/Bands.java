package io.nightjar.console.history;

import io.nightjar.record.Buckets;

/**
 * The bands of latency of the heat, and how a count is kept in a byte: exactly up to 10, and to within 3 % beyond. Stateless.
 */
final class Bands {
    /** The longest duration of each band but the last, in milliseconds. */
    static final int[] UP_TO_MILLIS = {1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000};

    static final int COUNT = UP_TO_MILLIS.length + 1;

    private static final double CODES_PER_OCTAVE = 16;
    private static final byte[] OF_BUCKET = new byte[Buckets.COUNT];

    static {
        int band = 0;
        for (int bucket = 0; bucket < OF_BUCKET.length; bucket++) {
            while (band < UP_TO_MILLIS.length && Buckets.midpointNanos(bucket) > UP_TO_MILLIS[band] * 1_000_000L) {
                band++;
            }
            OF_BUCKET[bucket] = (byte) band;
        }
    }

    private Bands() {}

    /** The band of one of {@link Buckets}. */
    static int of(int bucket) {
        return OF_BUCKET[bucket];
    }

    static byte code(long count) {
        return (byte) Math.min(255, Math.round(CODES_PER_OCTAVE * Math.log(1.0 + count) / Math.log(2)));
    }

    static long count(byte code) {
        return Math.round(Math.pow(2, (code & 0xFF) / CODES_PER_OCTAVE)) - 1;
    }
}
