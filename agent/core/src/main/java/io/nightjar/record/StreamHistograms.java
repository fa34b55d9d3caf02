package io.nightjar.record;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * An operation's histograms of first chunks and of the times between chunks, from the moment on when somebody asked for them.
 * Thread-safe, lock-free.
 */
final class StreamHistograms {
    /*
     * owned[slot] is written by the owner of the slot alone, as its stripes are; it is put in place by an owner and stays. Who
     * owns no slot adds to the shared histogram, atomically. Streams end seldom enough for a shared histogram of first chunks.
     */
    private final @Nullable long[][] owned;
    private final AtomicLongArray sharedGaps = new AtomicLongArray(Buckets.COUNT);
    private final AtomicLongArray firstChunks = new AtomicLongArray(Buckets.COUNT);

    StreamHistograms(int slots) {
        owned = new long[slots][];
    }

    /** A chunk on a thread that owns a slot; {@link ThreadSlots#SHARED} on any other. */
    void gap(int slot, long gapNanos) {
        int bucket = Buckets.of(gapNanos);
        if (slot == ThreadSlots.SHARED) {
            sharedGaps.getAndIncrement(bucket);
            return;
        }
        long[] gaps = owned[slot];
        if (gaps == null) {
            gaps = new long[Buckets.COUNT];
            Cells.publish(owned, slot, gaps);
        }
        Cells.increment(gaps, bucket);
    }

    void firstChunk(long nanos) {
        firstChunks.getAndIncrement(Buckets.of(nanos));
    }

    /** Adds the gaps to what is in the target. */
    void addGaps(long[] target) {
        for (int slot = 0; slot < owned.length; slot++) {
            long[] gaps = Cells.published(owned, slot);
            for (int i = 0; gaps != null && i < gaps.length; i++) {
                target[i] += Cells.getAcquire(gaps, i);
            }
        }
        add(sharedGaps, target);
    }

    /** Adds the first chunks to what is in the target. */
    void addFirstChunks(long[] target) {
        add(firstChunks, target);
    }

    private static void add(AtomicLongArray counts, long[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] += counts.getAcquire(i);
        }
    }
}
