package io.nightjar.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings lines that are up to 10 s out of order into order. What comes in order stands in a ring, the rest in a heap; together
 * they hold so many, and then the eldest goes early. Confined to one thread.
 */
final class SortedCalls {
    /** Lines that are further out of order are left out. */
    static final long PATIENCE_NANOS = 10_000_000_000L;

    /** What stands for an operation where a line is a row of a single series. */
    static final int SERIES = -1;

    private static final int MOST = 1 << 20;

    /** Takes what is in order. */
    interface Target {
        void take(long endNanos, long durationNanos, int operation, int outcome, @Nullable CallExtras extras);
    }

    private final int most;
    private final Target target;
    private final Store ring = new Store();
    private final Store heap = new Store();
    private int[] order = new int[16];
    private int ordered;
    private int head;
    private int inRing;
    private long newestNanos = Long.MIN_VALUE;
    private long takenNanos = Long.MIN_VALUE;
    private long sequence;

    SortedCalls(Target target) {
        this(target, MOST);
    }

    SortedCalls(Target target, int most) {
        this.target = target;
        this.most = most;
    }

    /** Columns of lines, which are by far cheaper to keep than objects. */
    private static final class Store {
        long[] ends = new long[1 << 10];
        long[] durations = new long[1 << 10];
        int[] operations = new int[1 << 10];
        byte[] outcomes = new byte[1 << 10];

        @Nullable
        CallExtras[] extras = new CallExtras[1 << 10];

        long[] sequences = new long[0];

        int size() {
            return ends.length;
        }

        void grow(int size) {
            ends = Arrays.copyOf(ends, size);
            durations = Arrays.copyOf(durations, size);
            operations = Arrays.copyOf(operations, size);
            outcomes = Arrays.copyOf(outcomes, size);
            extras = Arrays.copyOf(extras, size);
        }

        void set(int i, long end, long duration, int operation, int outcome, @Nullable CallExtras extra) {
            ends[i] = end;
            durations[i] = duration;
            operations[i] = operation;
            outcomes[i] = (byte) outcome;
            extras[i] = extra;
        }
    }

    /** The latest time that was seen. */
    long newestNanos() {
        return newestNanos;
    }

    /** Whether a line of that time comes too late. */
    boolean isLate(long endNanos) {
        return endNanos < newestNanos && (endNanos < newestNanos - PATIENCE_NANOS || endNanos < takenNanos);
    }

    /** Takes a line that is not late, and gives away all that are in order for sure. */
    void add(long endNanos, long durationNanos, int operation, int outcome, @Nullable CallExtras extras) {
        if (endNanos >= newestNanos) {
            newestNanos = endNanos;
            append(endNanos, durationNanos, operation, outcome, extras);
            release(endNanos - PATIENCE_NANOS);
        } else {
            push(endNanos, durationNanos, operation, outcome, extras);
        }
        while (inRing + ordered > most) {
            takeFirst();
        }
    }

    /** Gives away all that is left. */
    void flush() {
        release(Long.MAX_VALUE);
    }

    private void append(long end, long duration, int operation, int outcome, @Nullable CallExtras extras) {
        if (inRing == ring.size()) {
            growRing();
        }
        ring.set(head + inRing++ & ring.size() - 1, end, duration, operation, outcome, extras);
    }

    private void growRing() {
        int before = ring.size();
        ring.grow(before * 2);
        // what stands before the head belongs behind what stands at the old end
        for (int i = 0; i < head; i++) {
            ring.set(before + i, ring.ends[i], ring.durations[i], ring.operations[i], ring.outcomes[i], ring.extras[i]);
            ring.extras[i] = null;
        }
    }

    private void release(long untilNanos) {
        while (inRing > 0 && ring.ends[head] <= untilNanos || ordered > 0 && heap.ends[order[0]] <= untilNanos) {
            takeFirst();
        }
    }

    private void takeFirst() {
        // at one time those of the heap go first: they stood before the end of the ring grew beyond them
        boolean fromRing = inRing > 0 && (ordered == 0 || ring.ends[head] < heap.ends[order[0]]);
        Store from = fromRing ? ring : heap;
        int i = fromRing ? head : order[0];
        long end = from.ends[i];
        CallExtras extras = from.extras[i];
        from.extras[i] = null;
        takenNanos = end;
        if (fromRing) {
            head = head + 1 & ring.size() - 1;
            inRing--;
        } else {
            pop();
        }
        target.take(end, from.durations[i], from.operations[i], from.outcomes[i], extras);
    }

    /* The heap holds numbers of places: order[0 .. ordered) is the heap, the places behind them are free. */

    private void push(long end, long duration, int operation, int outcome, @Nullable CallExtras extras) {
        if (ordered == order.length || heap.sequences.length == 0) {
            growHeap();
        }
        int place = order[ordered];
        heap.set(place, end, duration, operation, outcome, extras);
        heap.sequences[place] = sequence++;
        int i = ordered++;
        while (i > 0 && isBefore(place, order[(i - 1) >> 1])) {
            order[i] = order[(i - 1) >> 1];
            i = (i - 1) >> 1;
        }
        order[i] = place;
    }

    private void growHeap() {
        int before = heap.sequences.length == 0 ? 0 : order.length;
        int size = Math.max(heap.size(), before * 2);
        if (size > heap.size()) {
            heap.grow(size);
        }
        heap.sequences = Arrays.copyOf(heap.sequences, size);
        order = Arrays.copyOf(order, size);
        for (int i = before; i < size; i++) {
            order[i] = i;
        }
    }

    private void pop() {
        int free = order[0];
        int last = order[--ordered];
        order[ordered] = free;
        int i = 0;
        while (2 * i + 1 < ordered) {
            int child = 2 * i + 1;
            if (child + 1 < ordered && isBefore(order[child + 1], order[child])) {
                child++;
            }
            if (!isBefore(order[child], last)) {
                break;
            }
            order[i] = order[child];
            i = child;
        }
        if (ordered > 0) {
            order[i] = last;
        }
    }

    private boolean isBefore(int place, int other) {
        long difference = heap.ends[place] - heap.ends[other];
        return difference < 0 || difference == 0 && heap.sequences[place] < heap.sequences[other];
    }
}
