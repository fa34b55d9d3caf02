package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/** The owned stripes of all operations, flat: one row an operation, one column a thread slot. Thread-safe, lock-free. */
final class Stripes {
    /*
     * One load leads from the thread's slot to its stripe. A stripe is put in place by the owner of its slot and stays; so
     * its owner may read it plainly, and may put a longer one in its place: a reader of the one before is only late.
     */
    private final ThreadSlots slots;
    private final int shift;
    private final @Nullable long[][] owned;

    Stripes(int operations, ThreadSlots slots) {
        this.slots = slots;
        shift = Integer.numberOfTrailingZeros(slots.count());
        owned = new long[operations << shift][];
    }

    int slots() {
        return slots.count();
    }

    /** The slot that the current thread owns; {@link ThreadSlots#SHARED} where it owns none. */
    int slot() {
        return slots.currentOrClaim();
    }

    /** The table itself, for the recorder's own look-up. */
    @Nullable
    long[][] owned() {
        return owned;
    }

    /** By how much an operation's id is shifted to find its row. */
    int shift() {
        return shift;
    }

    /** The stripe that the current thread owns of an operation, made where there is none yet; null where it owns no slot. */
    @Nullable
    long[] ownedOrNew(int operationId) {
        int slot = slots.currentOrClaim();
        if (slot == ThreadSlots.SHARED) {
            return null;
        }
        int index = (operationId << shift) + slot;
        long[] cells = owned[index];
        if (cells == null) {
            cells = Cells.createNarrow();
            Cells.publish(owned, index, cells);
        }
        return cells;
    }

    /** The stripe that the current thread owns of an operation, in place of one that lacks this bucket. */
    long[] widened(int operationId, long[] cells, int bucket) {
        long[] wider = Cells.widened(cells, bucket);
        Cells.publish(owned, (operationId << shift) + slots.currentOrClaim(), wider);
        return wider;
    }

    /** Any slot's stripe, for a reader. */
    @Nullable
    long[] get(int operationId, int slot) {
        return Cells.published(owned, (operationId << shift) + slot);
    }
}
