package io.nightjar.observe.follow;

import io.nightjar.observe.Awaited;
import io.nightjar.observe.Observation;
import io.nightjar.observe.WovenCalls;
import io.nightjar.pattern.ValuePath;
import io.nightjar.record.CallDetails;
import io.nightjar.record.ChunkGaps;
import io.nightjar.record.Failures;
import io.nightjar.record.Generation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One call whose answer comes in chunks. Chunks come one after the other, as every stream's contract requires, perhaps on
 * different threads with happens-before between them; the end may come from anywhere, and the first one counts.
 */
final class StreamCall implements SubscriptionCall {
    /*
     * One object of 56 bytes, because there is one for each call: the thread that sets the
     * end first has ended the call, and chunks beyond what an int holds are not counted here. All else is written by one
     * thread at a time, that of the stream.
     */
    private static final VarHandle ENDED = endedHandle();
    private static final byte NO_SIGNAL = 0;
    private static final byte OTHER_SIGNAL = 1;
    private static final byte CHUNK_SIGNAL = 2;

    private final Observation observation;
    private final long startNanos;
    private final Map<ValuePath, Object> early;
    private long lastActivityNanos;
    private long firstChunkNanos;
    private int chunks;
    /** From the first chunk on; null where nobody wants them. */
    private @Nullable ChunkGaps gaps;

    private volatile boolean ended;
    /** The last chunk, the one before it and the first; made where one is looked at. */
    private @Nullable Object @Nullable [] seenChunks;
    /** Which method of the stream's own type is running; those nested in it report nothing new. */
    private byte signal;

    /** A call that the recorder already counts as running since its start. */
    StreamCall(Observation observation, long startNanos, Map<ValuePath, Object> early) {
        this.observation = observation;
        this.startNanos = startNanos;
        this.lastActivityNanos = startNanos;
        this.early = early;
    }

    /** A call that begins now. */
    static StreamCall begin(Observation observation, Map<ValuePath, Object> early) {
        StreamCall call = new StreamCall(observation, WovenCalls.now(), early);
        observation.calls().started(observation.operationId(), call.startNanos);
        return call;
    }

    /** Ends the call as cancelled when this object is collected before its end. */
    @Override
    public <T> T awaiting(T follower) {
        observation.awaited().add(new AwaitedStream(follower, this));
        return follower;
    }

    /** A node of the calls that wait for an object. */
    private static final class AwaitedStream extends Awaited {
        private final StreamCall call;

        AwaitedStream(Object follower, StreamCall call) {
            super(follower);
            this.call = call;
        }

        @Override
        public boolean hasEnded() {
            return call.ended;
        }

        @Override
        public void abandoned() {
            call.cancelled();
        }
    }

    /** Nothing was counted of this call, and nothing is to be. */
    void forget() {
        ended = true;
    }

    long startNanos() {
        return startNanos;
    }

    /**
     * A method of the stream's own begins; false within another.
     *
     * @param ofChunk whether a handler receives a chunk: the application's own code runs in it
     */
    boolean beginSignal(boolean ofChunk) {
        if (signal != NO_SIGNAL) {
            return false;
        }
        signal = ofChunk ? CHUNK_SIGNAL : OTHER_SIGNAL;
        return true;
    }

    boolean isSignalling() {
        return signal != NO_SIGNAL;
    }

    /** Whether a handler is receiving a chunk: what it calls is meant, and no part of the library's own reading. */
    boolean isHandingChunk() {
        return signal == CHUNK_SIGNAL;
    }

    void endSignal() {
        signal = NO_SIGNAL;
    }

    /** A chunk came. */
    @Override
    public void chunk(@Nullable Object chunk) {
        if (ended) {
            return;
        }
        long now = System.nanoTime();
        try {
            observation.calls().chunk(observation.operationId(), lastActivityNanos, now);
        } catch (StackOverflowError overflow) {
            return; // nothing was counted, and the application has its chunk
        }
        if (chunks == 0) {
            firstChunkNanos = now;
            gaps = observation.calls().wantsChunkGaps(observation.operationId()) ? new ChunkGaps() : null;
        } else if (gaps != null) {
            gaps.add(now - lastActivityNanos);
        }
        lastActivityNanos = now;
        if (chunks != Integer.MAX_VALUE) {
            chunks++;
        }
        if (observation.details().readsResult()) {
            remember(chunk);
        }
    }

    /** The only value of a call that is no stream. */
    @Override
    public void value(@Nullable Object value) {
        if (observation.details().readsResult()) {
            remember(value);
        }
    }

    private void remember(@Nullable Object chunk) {
        if (seenChunks == null) {
            seenChunks = new Object[] {chunk, null, chunk};
        } else {
            seenChunks[1] = seenChunks[0];
            seenChunks[0] = chunk;
        }
    }

    private @Nullable Object last() {
        return seenChunks == null ? null : seenChunks[0];
    }

    @Override
    public void completed() {
        end(last(), null, false);
    }

    void completed(@Nullable Object result) {
        end(result, null, false);
    }

    @Override
    public void failed(@Nullable Throwable thrown) {
        Throwable cause = thrown == null ? null : Failures.opened(thrown);
        end(last(), cause, cause instanceof CancellationException);
    }

    @Override
    public void cancelled() {
        end(last(), null, true);
    }

    /** What the application reads from now on cannot be seen: the call ends here. */
    void unseen(@Nullable Object reader) {
        if (reader != null) {
            observation.cannotFollow(reader);
        }
        completed();
    }

    boolean isOf(Observation other, long otherStartNanos) {
        return observation == other && startNanos == otherStartNanos;
    }

    boolean hasEnded() {
        return ended;
    }

    private void end(@Nullable Object result, @Nullable Throwable thrown, boolean cancelled) {
        if (!ENDED.compareAndSet(this, false, true)) {
            return;
        }
        try {
            if (cancelled && sawLast()) {
                record(lastActivityNanos, result, null, false);
            } else {
                record(System.nanoTime(), result, thrown, cancelled);
            }
            seenChunks = null;
        } catch (StackOverflowError overflow) {
            // Nothing was counted: another end comes, at the latest when the object that reports the call is collected.
            ended = false;
        }
    }

    /** Whether the answer was whole when its reader let go of it: the last chunk was here, perhaps with one behind it. */
    private boolean sawLast() {
        Object[] seen = seenChunks;
        return seen != null && observation.details().sawLast(seen[0], seen[1]);
    }

    private void record(long end, @Nullable Object result, @Nullable Throwable thrown, boolean cancelled) {
        Throwable failure = cancelled ? null : thrown;
        CallDetails read = null;
        if (observation.details().wanted()) {
            // Some libraries give token counts in the last chunk but one, and the model in the first.
            Object[] chunk = seenChunks;
            Object[] results =
                    chunk == null ? new Object[] {result} : new Object[] {result, chunk[0], chunk[1], chunk[2]};
            if (failure == null && !cancelled) {
                failure = observation.details().returnedFailure(early, results);
            }
            read = observation.details().recorded() ? details(results, thrown) : null;
            if (failure != null) {
                read = observation.details().coded(read == null ? details(results, thrown) : read, failure);
            }
            if (!cancelled && observation.isToExplain(startNanos, end, failure)) {
                CallDetails base = read == null ? details(results, thrown) : read;
                read = observation.details().explained(base, early, results, thrown);
            }
        }
        if (gaps != null) {
            read = withGaps(read == null ? details(new Object[] {result}, thrown) : read, gaps);
        }
        if (read == null) {
            observation
                    .calls()
                    .streamEnded(
                            observation.operationId(),
                            startNanos,
                            lastActivityNanos,
                            end,
                            failure,
                            cancelled,
                            firstChunkNanos - startNanos,
                            chunks);
        } else {
            observation
                    .calls()
                    .streamEnded(
                            observation.operationId(), startNanos, lastActivityNanos, end, failure, cancelled, read);
        }
    }

    private static CallDetails withGaps(CallDetails read, ChunkGaps gaps) {
        Generation known = read.generation();
        return read.with(known == null ? new Generation(null, null, gaps) : known.with(gaps));
    }

    private CallDetails details(@Nullable Object[] results, @Nullable Throwable thrown) {
        OptionalLong first = chunks == 0 ? OptionalLong.empty() : OptionalLong.of(firstChunkNanos - startNanos);
        return observation.details().of(early, results, thrown, first, OptionalLong.of(chunks));
    }

    private static VarHandle endedHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(StreamCall.class, "ended", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
