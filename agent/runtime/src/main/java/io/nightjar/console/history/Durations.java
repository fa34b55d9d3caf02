package io.nightjar.console.history;

import io.nightjar.record.Buckets;

/**
 * The durations of an operation's calls since a moment: the difference of two states of its histogram. Two buckets are one here, so
 * that it stays small; a quantile is within 4 % of the true one. Confined to one thread.
 */
final class Durations {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of each pair of buckets what was counted at that moment, without its upper half: only differences count. */
    private final int[] before = new int[(Buckets.COUNT + 1) / 2];

    /** Writes what was counted since into the target, and begins anew with the next. */
    long advance(long[] now, int[] target) {
        long total = 0;
        for (int pair = 0; pair < before.length; pair++) {
            int count = (int) (now[2 * pair] + (2 * pair + 1 < now.length ? now[2 * pair + 1] : 0));
            target[pair] = count - before[pair];
            before[pair] = count;
            total += target[pair];
        }
        return total;
    }

    static int[] target() {
        return new int[(Buckets.COUNT + 1) / 2];
    }

    /** The milliseconds below which a share of the calls lies. */
    static float quantileMillis(int[] counts, long total, double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        int pair = -1;
        while (seen < rank && pair + 1 < counts.length) {
            pair++;
            seen += counts[pair];
        }
        return (float) (Buckets.midpointNanos(Math.min(Buckets.ABOVE, 2 * pair + 1)) / NANOS_PER_MILLI);
    }
}
