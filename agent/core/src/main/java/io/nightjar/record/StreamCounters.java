package io.nightjar.record;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What an operation's streams delivered, and the tokens that its calls told. Thread-safe, lock-free. */
final class StreamCounters {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LongAdder chunks = new LongAdder();
    private final LongAdder gapNanos = new LongAdder();
    private final AtomicLong longestGapNanos = new AtomicLong();
    private final LongAdder firstChunks = new LongAdder();
    private final LongAdder firstChunkNanos = new LongAdder();
    private final LongAdder inputTokens = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();

    void chunk(long gap) {
        gapNanos.add(gap);
        chunks.increment();
        long longest = longestGapNanos.get();
        while (gap > longest && !longestGapNanos.compareAndSet(longest, gap)) {
            longest = longestGapNanos.get();
        }
    }

    void told(CallDetails details) {
        OptionalLong first = details.timeToFirstChunkNanos();
        if (first.isPresent()) {
            firstChunkNanos.add(first.getAsLong());
            firstChunks.increment();
        }
        add(inputTokens, details.inputTokens());
        add(outputTokens, details.outputTokens());
    }

    long inputTokens() {
        return inputTokens.sum();
    }

    long outputTokens() {
        return outputTokens.sum();
    }

    StreamSnapshot snapshot() {
        long count = chunks.sum();
        if (count == 0) {
            return StreamSnapshot.NONE;
        }
        return new StreamSnapshot(
                count,
                mean(gapNanos.sum(), count),
                OptionalDouble.of(longestGapNanos.get() / NANOS_PER_MILLI),
                mean(firstChunkNanos.sum(), firstChunks.sum()));
    }

    private static void add(LongAdder adder, OptionalLong value) {
        if (value.isPresent()) {
            adder.add(value.getAsLong());
        }
    }

    private static OptionalDouble mean(long sum, long count) {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / (count * NANOS_PER_MILLI));
    }
}
