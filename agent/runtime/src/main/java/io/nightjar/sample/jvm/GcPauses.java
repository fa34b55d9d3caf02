package io.nightjar.sample.jvm;

import io.nightjar.detect.PauseSource;
import java.lang.ref.WeakReference;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** The latest collector pauses, so that a slow call can be told from a pause. Thread-safe, lock-free. */
public final class GcPauses implements PauseSource {
    /*
     * The ring. Writers: the JVM's notification thread, one pause at a time (two at most if a listener is replaced).
     * Readers: anyone.
     *   - A writer takes a ticket from `written`; slot = ticket mod size. It marks the slot EMPTY, then stores start and
     *     end, then stores the ticket + 1 as the slot's stamp. All are volatile stores of AtomicLongArray, so whoever
     *     sees the stamp sees the times.
     *   - A reader reads stamp, start, end, stamp again, and takes the pause only if both stamps are the same and not
     *     EMPTY: a slot that is rewritten meanwhile is passed over; it held the oldest pause of the ring.
     * Both sides are wait-free: a reader passes over each slot once.
     */
    private static final int SLOTS = 512;
    private static final int WORDS = 3;
    private static final long EMPTY = 0;

    private final AtomicLongArray ring = new AtomicLongArray(SLOTS * WORDS);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong totalNanos = new AtomicLong();
    private volatile long watchingSinceNanos;
    private volatile boolean watching;
    /** Holds a young object that nothing else holds: the first collection takes it. Null once each pause is told. */
    private volatile @Nullable WeakReference<Object> untouched;

    private volatile long lastNanos = -1;

    /** Says that from now on there is no pause until {@link #firstHasBeen}, and nobody tells those that come then. */
    void watchUntilFirst(long nowNanos) {
        untouched = new WeakReference<>(new Object());
        watchingSinceNanos = nowNanos;
        watching = true;
    }

    /** Whether a collection has run of which nobody tells. */
    public boolean firstHasBeen() {
        WeakReference<Object> young = untouched;
        return young != null && young.refersTo(null);
    }

    /** Says that from now on every pause becomes known. */
    void watchFrom(long nowNanos) {
        untouched = null;
        watchingSinceNanos = nowNanos;
        watching = true;
    }

    /** Says that pauses become known no longer. */
    void watchNoMore() {
        untouched = null;
        watching = false;
    }

    /** Notes a pause by its times on the monotonic clock. */
    void add(long startNanos, long endNanos) {
        long ticket = written.getAndIncrement();
        int slot = (int) (ticket % SLOTS) * WORDS;
        ring.set(slot, EMPTY);
        ring.set(slot + 1, startNanos);
        ring.set(slot + 2, endNanos);
        ring.set(slot, ticket + 1);
        totalNanos.addAndGet(endNanos - startNanos);
        lastNanos = endNanos - startNanos;
    }

    @Override
    public OptionalDouble pauseMillisBetween(long startNanos, long endNanos) {
        if (!watching || startNanos - watchingSinceNanos < 0 || firstHasBeen()) {
            return OptionalDouble.empty();
        }
        long overlapNanos = 0;
        int filled = (int) Math.min(SLOTS, written.get());
        for (int slot = 0; slot < filled * WORDS; slot += WORDS) {
            overlapNanos += overlap(slot, startNanos, endNanos);
        }
        return OptionalDouble.of(Math.min(overlapNanos, endNanos - startNanos) / 1e6);
    }

    long count() {
        return written.get();
    }

    double totalMillis() {
        return totalNanos.get() / 1e6;
    }

    OptionalDouble lastMillis() {
        long last = lastNanos;
        return last < 0 ? OptionalDouble.empty() : OptionalDouble.of(last / 1e6);
    }

    /** Differences only: the monotonic clock may be negative and may wrap. */
    private long overlap(int slot, long startNanos, long endNanos) {
        long stamp = ring.get(slot);
        long pauseStart = ring.get(slot + 1);
        long pauseEnd = ring.get(slot + 2);
        if (stamp == EMPTY || ring.get(slot) != stamp) {
            return 0;
        }
        long from = pauseStart - startNanos > 0 ? pauseStart : startNanos;
        long to = pauseEnd - endNanos < 0 ? pauseEnd : endNanos;
        return Math.max(0, to - from);
    }
}
