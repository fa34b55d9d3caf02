package io.nightjar.record;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** When an operation's streams delivered their first chunks, and the tokens that its calls reported. Thread-safe, lock-free. */
final class StreamCounters {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LongAdder firstChunks = new LongAdder();
    private final LongAdder firstChunkNanos = new LongAdder();
    private final LongAdder firstChunkLogs = new LongAdder();
    private final LongAdder inputTokens = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();
    private final AtomicLongArray firstChunksByBound = new AtomicLongArray(StreamBounds.COUNT);
    private final LongAdder tokenCalls = new LongAdder();
    private final LongAdder tokenLogs = new LongAdder();
    /** Null until somebody asks for it. */
    private volatile @Nullable StreamHistograms histograms;

    @Nullable
    StreamHistograms histograms() {
        return histograms;
    }

    /** Counts first chunks and gaps by their length from now on; one caller at a time. */
    void follow(int slots) {
        if (histograms == null) {
            histograms = new StreamHistograms(slots);
        }
    }

    /** A stream that ended had its first chunk so long after its start. */
    void firstChunk(long nanos) {
        firstChunkNanos.add(nanos);
        firstChunkLogs.add(Logs.of(nanos));
        firstChunks.increment();
        firstChunksByBound.getAndIncrement(StreamBounds.of(nanos));
        StreamHistograms asked = histograms;
        if (asked != null) {
            asked.firstChunk(nanos);
        }
    }

    void record(CallDetails details) {
        OptionalLong first = details.timeToFirstChunkNanos();
        if (first.isPresent()) {
            firstChunk(first.getAsLong());
        }
        add(inputTokens, details.inputTokens());
        add(outputTokens, details.outputTokens());
        if (details.outputTokens().isPresent()) {
            tokenLogs.add(Logs.of(details.outputTokens().getAsLong()));
            tokenCalls.increment();
        }
    }

    /** Streams that ended and had a chunk. */
    long firstChunks() {
        return firstChunks.sum();
    }

    /** Adds the first chunks, one for each of {@link StreamBounds}, to what is in the target. */
    void addFirstChunksByBound(long[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] += firstChunksByBound.getAcquire(i);
        }
    }

    long inputTokens() {
        return inputTokens.sum();
    }

    long outputTokens() {
        return outputTokens.sum();
    }

    long firstChunkNanos() {
        return firstChunkNanos.sum();
    }

    /** The sum of {@link Logs} of the times to the first chunk; to be read after how many there are. */
    long firstChunkLogs() {
        return firstChunkLogs.sum();
    }

    /** Calls that reported how many tokens they wrote. */
    long tokenCalls() {
        return tokenCalls.sum();
    }

    /** The sum of {@link Logs} of how many they wrote; to be read after how many there are. */
    long tokenLogs() {
        return tokenLogs.sum();
    }

    StreamSnapshot snapshot(long chunks, long gapNanos, long longestGapNanos) {
        if (chunks == 0) {
            return StreamSnapshot.NONE;
        }
        return new StreamSnapshot(
                chunks,
                mean(gapNanos, chunks),
                OptionalDouble.of(longestGapNanos / NANOS_PER_MILLI),
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
