package io.nightjar.record;

/** How the ages of running calls are sorted: four rings of 64 epochs, each ring's epoch longer than the one before. */
final class Epochs {
    static final int RINGS = 4;
    /** Of the first ring by itself: the JIT compiler folds a constant, but no element of an array. */
    private static final int FINE_SHIFT = 28;
    /** Epochs of 0.27 s, 1.07 s, 8.6 s and 69 s. */
    private static final int[] SHIFT = {FINE_SHIFT, 30, 33, 36};

    /** A call that ends later than this many epochs after its start is counted in the next ring. */
    private static final int END_LIMIT = 38;
    /** An epoch that is this old moves to the next ring; the rest of the ring is slack for late writers and readers. */
    static final int FOLD_AGE = 40;

    static final long FINE_LIMIT_NANOS = (long) END_LIMIT << FINE_SHIFT;

    private Epochs() {}

    static long epoch(int ring, long nanos) {
        return nanos >> SHIFT[ring];
    }

    static int slot(long epoch) {
        return (int) epoch & (Cells.EPOCHS - 1);
    }

    static int fineSlot(long nanos) {
        return slot(nanos >> FINE_SHIFT);
    }

    /** Whether two moments share an epoch of the fine ring: then nothing moves between them. */
    static boolean isSameFine(long nanos, long otherNanos) {
        return nanos >> FINE_SHIFT == otherNanos >> FINE_SHIFT;
    }

    static long startNanos(int ring, long epoch) {
        return epoch << SHIFT[ring];
    }

    /** The end of the epoch, the latest moment at which one of its calls can have started. */
    static long endNanos(int ring, long epoch) {
        return (epoch + 1) << SHIFT[ring];
    }

    /** The ring in which the end of a call of this age is counted; {@link #RINGS} for the cell beyond all rings. */
    static int ringOf(long ageNanos) {
        for (int ring = 0; ring < RINGS; ring++) {
            if (ageNanos >> SHIFT[ring] < END_LIMIT) {
                return ring;
            }
        }
        return RINGS;
    }
}
