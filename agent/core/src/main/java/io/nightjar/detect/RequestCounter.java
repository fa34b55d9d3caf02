package io.nightjar.detect;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Requests and failed requests of any sliding window. Thread-safe, lock-free.
 *
 * <p>A window is counted back to the beginning of the time bucket in which it begins, so it may hold up to one bucket more
 * than was asked for. Buckets are 17 ms for windows up to 8 seconds, 0.27 s up to 2 minutes, 4.3 s up to 36 minutes, 69 s up
 * to 9 hours, 18 minutes up to 6 days; a longer window is counted as one of 6 days.
 */
final class RequestCounter {
    /*
     * total only grows; requests are its upper 32 bits, failures its lower 32, both in one atomic add. A difference of
     * two totals is right as long as a window has fewer than 4 billion requests.
     *
     * rings[r] holds, by bucket number, what total was when the bucket began. Whoever comes first in a bucket puts that
     * mark, by CAS, before it adds to total; everybody else in the bucket finds it there. So total at the mark leaves
     * out every request of the bucket that has not been counted by then. A bucket without a request has no mark: what
     * total was at its beginning stands in the next mark after it. The fine ring's mark is put last, so whoever finds
     * it knows that the coarse ones are there.
     */
    private static final int[] SHIFT = {24, 28, 32, 36, 40};
    private static final int BUCKETS = 512;
    private static final long REQUEST = 1L << 32;

    private final Ring[] rings = new Ring[SHIFT.length];
    private final AtomicLong total = new AtomicLong();

    /** How many requests, and how many of them failed. */
    record Window(long requests, long errors) {}

    private record Mark(long bucket, long total) {}

    RequestCounter() {
        for (int i = 0; i < rings.length; i++) {
            rings[i] = new Ring(SHIFT[i]);
        }
    }

    void record(long nowNanos, boolean succeeded) {
        if (!rings[0].isMarked(nowNanos)) {
            for (int i = rings.length - 1; i >= 0; i--) {
                rings[i].mark(nowNanos, total.get());
            }
        }
        total.getAndAdd(succeeded ? REQUEST : REQUEST + 1);
    }

    Window window(long nowNanos, long windowNanos) {
        Ring ring = rings[ringFor(windowNanos)];
        long longest = (long) (BUCKETS - 2) << ring.shift;
        long since = ring.totalAt(nowNanos - Math.min(windowNanos, longest), nowNanos, total);
        long grown = total.get() - since;
        long errors = grown & (REQUEST - 1);
        return new Window((grown - errors) >>> 32, errors);
    }

    private static int ringFor(long windowNanos) {
        int ring = 0;
        while (ring < SHIFT.length - 1 && windowNanos > (long) (BUCKETS - 2) << SHIFT[ring]) {
            ring++;
        }
        return ring;
    }

    private static final class Ring {
        final int shift;
        final AtomicReferenceArray<@Nullable Mark> marks = new AtomicReferenceArray<>(BUCKETS);

        Ring(int shift) {
            this.shift = shift;
        }

        boolean isMarked(long nowNanos) {
            long bucket = nowNanos >> shift;
            Mark mark = marks.get(slot(bucket));
            return mark != null && mark.bucket() >= bucket;
        }

        void mark(long nowNanos, long total) {
            long bucket = nowNanos >> shift;
            Mark seen = marks.get(slot(bucket));
            while ((seen == null || seen.bucket() < bucket)
                    && !marks.compareAndSet(slot(bucket), seen, new Mark(bucket, total))) {
                seen = marks.get(slot(bucket));
            }
        }

        /** What total was when a moment's bucket began; what it is now where nothing has come since. */
        long totalAt(long nanos, long nowNanos, AtomicLong total) {
            long now = total.get();
            for (long bucket = nanos >> shift; bucket <= nowNanos >> shift; bucket++) {
                Mark mark = marks.get(slot(bucket));
                if (mark != null && mark.bucket() == bucket) {
                    return mark.total();
                }
            }
            return now;
        }

        private static int slot(long bucket) {
            return (int) bucket & (BUCKETS - 1);
        }
    }
}
