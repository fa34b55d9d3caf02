package io.nightjar.objective;

/** Calls, and the bad ones among them, in bins of equal length: a ring of the newest. Not thread-safe. */
final class CallBins {
    private final long binNanos;
    private final long[] calls;
    private final long[] bad;
    /** The number of the newest bin since time began. */
    private long newest;

    CallBins(long binNanos, int bins) {
        this.binNanos = Math.max(1, binNanos);
        calls = new long[bins];
        bad = new long[bins];
    }

    /** Brings the ring to a moment: what is older than the ring is gone. A moment that has passed changes nothing. */
    void moveTo(long elapsedNanos) {
        long bin = elapsedNanos / binNanos;
        long empty = Math.min(bin - newest, calls.length);
        for (long i = 1; i <= empty; i++) {
            int slot = slot(bin - empty + i);
            calls[slot] = 0;
            bad[slot] = 0;
        }
        newest = Math.max(newest, bin);
    }

    /** Counts into the newest bin. */
    void add(long moreCalls, long moreBad) {
        calls[slot(newest)] += moreCalls;
        bad[slot(newest)] += moreBad;
    }

    /** Calls in the newest bins; never fewer than the bad ones. */
    long calls(int bins) {
        return Math.max(sum(calls, bins), sum(bad, bins));
    }

    long bad(int bins) {
        return sum(bad, bins);
    }

    /** How long the ring reaches back at most. */
    long coveredNanos(long elapsedNanos) {
        return Math.min(elapsedNanos, (calls.length - 1) * binNanos + elapsedNanos % binNanos);
    }

    private long sum(long[] counts, int bins) {
        long sum = 0;
        for (long bin = newest; bin > newest - bins && bin >= 0; bin--) {
            sum += counts[slot(bin)];
        }
        return sum;
    }

    private int slot(long bin) {
        return (int) (bin % calls.length);
    }

    int size() {
        return calls.length;
    }

    /** Each bin that is not empty: how many bins ago, calls and bad ones; newest first. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int ago = 0; ago < calls.length && ago <= newest; ago++) {
            int slot = slot(newest - ago);
            if (calls[slot] != 0 || bad[slot] != 0) {
                text.append(text.length() == 0 ? "" : " ").append(ago);
                text.append(':').append(calls[slot]).append(':').append(bad[slot]);
            }
        }
        return text.toString();
    }

    /**
     * Takes what {@link #text} gave, as it was at a moment. To be called on an empty ring.
     *
     * @throws IllegalArgumentException where it is not such a text
     */
    void read(String text, long elapsedNanos) {
        moveTo(elapsedNanos);
        for (int from = 0; from < text.length(); ) {
            int space = text.indexOf(' ', from);
            int end = space < 0 ? text.length() : space;
            int first = text.indexOf(':', from);
            int second = text.indexOf(':', first + 1);
            if (first < 0 || second < 0 || second >= end) {
                throw new IllegalArgumentException("no bin of calls");
            }
            readBin(
                    Long.parseLong(text, from, first, 10),
                    Long.parseLong(text, first + 1, second, 10),
                    Long.parseLong(text, second + 1, end, 10));
            from = end + 1;
        }
    }

    private void readBin(long ago, long moreCalls, long moreBad) {
        if (ago < 0 || ago >= calls.length || ago > newest || moreCalls < 0 || moreBad < 0) {
            throw new IllegalArgumentException("no bin of calls");
        }
        calls[slot(newest - ago)] = moreCalls;
        bad[slot(newest - ago)] = moreBad;
    }
}
