package io.nightjar.weave;

import io.nightjar.pattern.ValuePath;
import io.nightjar.record.CallDetails;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call whose answer comes in chunks. Chunks come one after the other, as every stream's contract says, perhaps on
 * different threads with happens-before between them; the end may come from anywhere, and the first one counts.
 */
final class StreamCall {
    private final Observation observation;
    private final long startNanos;
    private final Map<ValuePath, Object> early;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long lastActivityNanos;
    private long firstChunkNanos;
    private long chunks;
    private @Nullable Object firstChunk;
    private @Nullable Object chunkBefore;
    private @Nullable Object lastChunk;
    /** Whether a method of the stream's own is running, whose nested ones tell nothing new. */
    private boolean signalling;

    /** A call that the recorder already counts as running since its start. */
    StreamCall(Observation observation, long startNanos, Map<ValuePath, Object> early) {
        this.observation = observation;
        this.startNanos = startNanos;
        this.lastActivityNanos = startNanos;
        this.early = early;
    }

    /** A call that begins now. */
    static StreamCall begin(Observation observation, Map<ValuePath, Object> early) {
        long start = WovenCalls.now();
        observation.calls().started(observation.operationId(), start);
        return new StreamCall(observation, start, early);
    }

    boolean beginSignal() {
        if (signalling) {
            return false;
        }
        signalling = true;
        return true;
    }

    void endSignal() {
        signalling = false;
    }

    /** A chunk came. */
    void chunk(@Nullable Object chunk) {
        if (ended.get()) {
            return;
        }
        long now = System.nanoTime();
        observation.calls().chunk(observation.operationId(), lastActivityNanos, now);
        lastActivityNanos = now;
        if (chunks++ == 0) {
            firstChunkNanos = now;
        }
        if (observation.details().wanted()) {
            firstChunk = chunks == 1 ? chunk : firstChunk;
            chunkBefore = lastChunk;
            lastChunk = chunk;
        }
    }

    /** The only value of a call that is no stream. */
    void value(@Nullable Object value) {
        lastChunk = value;
    }

    void completed() {
        end(lastChunk, null, false);
    }

    void completed(@Nullable Object result) {
        end(result, null, false);
    }

    void failed(@Nullable Throwable thrown) {
        Throwable cause = thrown == null ? null : ReturningSite.opened(thrown);
        end(lastChunk, cause, cause instanceof CancellationException);
    }

    void cancelled() {
        end(lastChunk, null, true);
    }

    boolean isOf(Observation other, long otherStartNanos) {
        return observation == other && startNanos == otherStartNanos;
    }

    boolean hasEnded() {
        return ended.get();
    }

    private void end(@Nullable Object result, @Nullable Throwable thrown, boolean cancelled) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        long end = System.nanoTime();
        observation.calls().streamEnded(observation.operationId(), startNanos, lastActivityNanos, end,
                cancelled ? null : thrown, cancelled, details(result, thrown));
        firstChunk = null;
        chunkBefore = null;
        lastChunk = null;
    }

    private CallDetails details(@Nullable Object result, @Nullable Throwable thrown) {
        OptionalLong first = chunks == 0 ? OptionalLong.empty() : OptionalLong.of(firstChunkNanos - startNanos);
        // Some tell what they counted in the last chunk but one, and the model in the first.
        Object[] results = {result, lastChunk, chunkBefore, firstChunk};
        return observation.details().of(early, results, thrown, first, OptionalLong.of(chunks));
    }
}
