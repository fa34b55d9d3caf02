package io.nightjar.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The words of one stripe: which is where, and how they are written. */
final class Cells {
    /*
     * Every word but PARKED only grows. A stripe is a plain long[] that is either owned or shared, for good.
     *
     * Owned: one live thread writes it (ThreadSlots says which), so it reads plainly what it wrote last and publishes
     * with a release store; no increment can be lost, none needs a locked instruction. A later owner has seen the death
     * of the one before, hence all it wrote. OwnedStripe describes how it writes the usual call. It counts durations from
     * one to another alone, as all together take 8 KB; for one beyond these its owner puts a longer copy in its place.
     * Shared: every thread adds atomically, and all durations have their word.
     * Readers use acquire loads, and look at all ENDS, then at all STARTS, then at what is parked: so they see the start of
     * every call whose end they counted, and no start twice.
     */
    static final int EPOCHS = 64;

    private static final int PADDING = 8;
    static final int STARTS = PADDING;
    static final int ENDS = STARTS + EPOCHS;
    static final int CALLS = ENDS + EPOCHS;
    static final int ERRORS = CALLS + 1;
    static final int CANCELLED = CALLS + 2;
    static final int MAX = CALLS + 3;
    static final int CHUNKS = CALLS + 4;
    static final int GAP_NANOS = CALLS + 5;
    static final int LONGEST_GAP = CALLS + 6;
    /** The start of the owner's latest call of which nothing stands under STARTS and ENDS yet; 0 for none. */
    static final int PARKED = CALLS + 7;

    /** The sum of {@link Logs} of the durations of succeeded calls; written before {@link #CALLS}, read after it. */
    static final int DURATION_LOGS = CALLS + 8;

    /** How much further than its own number the word of a bucket stands; the same for as long as the array lives. */
    static final int BUCKETS_SHIFT = CALLS + 9;

    /** The times between chunks, one word for each of {@link StreamBounds}. */
    static final int GAPS = CALLS + 10;

    /** Where the counts of durations begin, which go on to {@link #end}. */
    static final int BUCKETS = GAPS + StreamBounds.COUNT;

    /** How many an owned stripe has at first: four octaves. */
    private static final int FIRST_BUCKETS = 128;

    /** How many it gets beyond what it needs: an octave. */
    private static final int MORE_BUCKETS = 32;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final VarHandle STRIPES = MethodHandles.arrayElementVarHandle(long[][].class);

    private Cells() {}

    /** A stripe with a word for each bucket. */
    static long[] create() {
        return create(0, Buckets.COUNT);
    }

    /** A stripe that counts no duration yet. */
    static long[] createNarrow() {
        return create(0, 0);
    }

    private static long[] create(int firstBucket, int buckets) {
        long[] cells = new long[BUCKETS + buckets + PADDING];
        cells[BUCKETS_SHIFT] = BUCKETS - firstBucket;
        return cells;
    }

    /** The word behind the last count of durations. */
    static int end(long[] cells) {
        return cells.length - PADDING;
    }

    /** The bucket that has the first count of durations. */
    static int firstBucket(long[] cells) {
        return BUCKETS - (int) cells[BUCKETS_SHIFT];
    }

    /** A copy that counts durations of this bucket too, and some beyond it. The owner's. */
    static long[] widened(long[] cells, int bucket) {
        int count = end(cells) - BUCKETS;
        int first = firstBucket(cells);
        int further = Math.max(MORE_BUCKETS, count / 4);
        int wanted = FIRST_BUCKETS;
        int low = bucket - FIRST_BUCKETS / 2;
        if (count > 0) {
            boolean below = bucket < first;
            int needed = below ? first + count - bucket : bucket + 1 - first;
            wanted = Math.min(Buckets.COUNT, needed + further);
            low = below ? first + count - wanted : first;
        }
        low = Math.max(0, Math.min(low, Buckets.COUNT - wanted));
        long[] wider = create(low, wanted);
        System.arraycopy(cells, 0, wider, 0, BUCKETS_SHIFT);
        System.arraycopy(cells, GAPS, wider, GAPS, StreamBounds.COUNT);
        if (count > 0) {
            System.arraycopy(cells, BUCKETS, wider, BUCKETS + first - low, count);
        }
        return wider;
    }

    static void publish(@Nullable long[][] stripes, int index, long[] cells) {
        STRIPES.setRelease(stripes, index, cells);
    }

    static @Nullable long[] published(@Nullable long[][] stripes, int index) {
        return (long[]) STRIPES.getAcquire(stripes, index);
    }

    static long getAcquire(long[] cells, int index) {
        return (long) WORDS.getAcquire(cells, index);
    }

    static long getOpaque(long[] words, int index) {
        return (long) WORDS.getOpaque(words, index);
    }

    static void setRelease(long[] words, int index, long value) {
        WORDS.setRelease(words, index, value);
    }

    /** The owner's increment. */
    static void increment(long[] cells, int index) {
        WORDS.setRelease(cells, index, cells[index] + 1);
    }

    /** The owner's sum. */
    static void add(long[] cells, int index, long amount) {
        WORDS.setRelease(cells, index, cells[index] + amount);
    }

    /** The owner's maximum. */
    static void raise(long[] cells, int index, long value) {
        if (value > cells[index]) {
            WORDS.setRelease(cells, index, value);
        }
    }

    /** Any thread's increment of a shared word. */
    static void incrementShared(long[] cells, int index) {
        WORDS.getAndAdd(cells, index, 1L);
    }

    /** Any thread's sum in a shared word. */
    static void addShared(long[] cells, int index, long amount) {
        WORDS.getAndAdd(cells, index, amount);
    }

    /** Any thread's maximum of a shared word. */
    static void raiseShared(long[] cells, int index, long value) {
        long seen = getAcquire(cells, index);
        while (value > seen && !WORDS.compareAndSet(cells, index, seen, value)) {
            seen = getAcquire(cells, index);
        }
    }
}
