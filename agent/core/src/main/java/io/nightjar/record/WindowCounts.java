package io.nightjar.record;

/** What happened in a sliding window, written over at each reading, so that reading makes no garbage. Not thread-safe. */
public final class WindowCounts {
    private long coveredNanos;
    private boolean whole;
    private long calls;
    private long errors;
    private long cancelled;

    void clear() {
        begin(0, false);
    }

    void begin(long newCoveredNanos, boolean newWhole) {
        coveredNanos = Math.max(0, newCoveredNanos);
        whole = newWhole;
        calls = 0;
        errors = 0;
        cancelled = 0;
    }

    void add(WindowCounts more) {
        add(more.calls, more.errors, more.cancelled);
    }

    void add(long moreCalls, long moreErrors, long moreCancelled) {
        calls += moreCalls;
        errors += moreErrors;
        cancelled += moreCancelled;
    }

    /** What the counts really cover: as {@link WindowSnapshot#covered}. */
    public long coveredNanos() {
        return coveredNanos;
    }

    /** Whether history reaches back to the window's beginning. */
    public boolean whole() {
        return whole;
    }

    /** Completed calls, failed ones included. */
    public long calls() {
        return calls;
    }

    /** Failed calls. */
    public long errors() {
        return errors;
    }

    /** Cancelled calls. */
    public long cancelled() {
        return cancelled;
    }

    /** Completed calls a second over what is covered. */
    public double ratePerSecond() {
        return coveredNanos == 0 ? 0 : calls * 1e9 / coveredNanos;
    }
}
