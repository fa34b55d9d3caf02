package io.nightjar.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The words of one stripe: which is where, and how they are written. */
final class Cells {
    /*
     * Every word only grows. A stripe is a plain long[] that is either owned or shared, for good.
     *
     * Owned: one live thread writes it (ThreadSlots says which), so it reads plainly what it wrote last and publishes
     * with a release store; no increment can be lost, none needs a locked instruction. A later owner has seen the death
     * of the one before, hence all it wrote.
     * Shared: everybody adds atomically.
     * Readers use acquire loads. A reader that looks at all ENDS before all STARTS sees the start of every call whose
     * end it counted, because the start was published before the end; so a balance is never negative.
     */
    static final int EPOCHS = 64;

    private static final int PADDING = 8;
    static final int STARTS = PADDING;
    static final int ENDS = STARTS + EPOCHS;
    static final int CALLS = ENDS + EPOCHS;
    static final int ERRORS = CALLS + 1;
    static final int CANCELLED = CALLS + 2;
    static final int MAX = CALLS + 3;
    static final int BUCKETS = CALLS + 4;
    private static final int LENGTH = BUCKETS + Buckets.COUNT + PADDING;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final VarHandle STRIPES = MethodHandles.arrayElementVarHandle(long[][].class);

    private Cells() {}

    static long[] create() {
        return new long[LENGTH];
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

    /** The owner's maximum. */
    static void raise(long[] cells, int index, long value) {
        if (value > cells[index]) {
            WORDS.setRelease(cells, index, value);
        }
    }

    /** Anybody's increment of a shared word. */
    static void incrementShared(long[] cells, int index) {
        WORDS.getAndAdd(cells, index, 1L);
    }

    /** Anybody's maximum of a shared word. */
    static void raiseShared(long[] cells, int index, long value) {
        long seen = getAcquire(cells, index);
        while (value > seen && !WORDS.compareAndSet(cells, index, seen, value)) {
            seen = getAcquire(cells, index);
        }
    }
}
