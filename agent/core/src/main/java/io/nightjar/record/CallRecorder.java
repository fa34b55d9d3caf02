package io.nightjar.record;

import io.nightjar.time.NanoClock;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls: durations, failures, cancellations, and what is still running. Thread-safe.
 *
 * <p>Recording takes no lock, never waits and, but for slow calls' details and new label sets, allocates nothing after an
 * operation's first call in a stripe. Reading takes a lock that no recording thread takes. Memory is bounded by cores and
 * operations: at most 128 KB an operation on 2 cores, nothing for one that was never called.
 */
public class CallRecorder implements CallEvents {
    /** Operations beyond this many are counted as one, {@code other}. */
    public static final int MAX_OPERATIONS = 1_000;

    /** Label sets beyond this many are counted as one, {@code other}. */
    public static final int MAX_LABEL_SETS = 10_000;

    private static final int SLOW_CALLS_WAITING = 1_024;
    private static final int FRAMES_OF_A_LONG_WAY = 64;
    /** For a call of which nothing is read, and that is handed to a sink. */
    private static final int FRAMES_OF_A_SINK = 24;

    /*
     * What a call costs is the time from the clock to the increment: a chain of dependent loads, twice. So the owner-checked
     * slot (ThreadSlots, Stripes) is looked up here, from fields of this very object; a thread that is not found at its
     * first choice, or has no stripe yet, takes the longer way through Operation.
     */
    private final @Nullable Thread[] owners;
    private final @Nullable long[][] owned;
    private final int slotMask;
    private final int slotShift;
    private final long[] ordinaryNanos;
    private final OperationTable operations;
    private final LabelSets labelSets = new LabelSets(MAX_LABEL_SETS);
    private final SlowCallQueue slowCalls = new SlowCallQueue(SLOW_CALLS_WAITING);
    private final AtomicLong slowCallsDropped = new AtomicLong();
    private final AtomicBoolean wakeUpSent = new AtomicBoolean();
    private final Readings readings;
    private final ThreadSlots threads;
    private volatile @Nullable Runnable wakeUp;
    private volatile @Nullable SpanSource spans;
    private volatile @Nullable CallSink sink;
    private volatile @Nullable CallSink generations;
    private volatile @Nullable CallSink exceptional;
    /** Written without a lock, by whoever has no stack left to take one. */
    private long notTaken;

    /** For {@link #create}, and for those whose calls come from elsewhere than Java code. */
    protected CallRecorder(NanoClock clock, int processors) {
        if (processors < 1) {
            throw new IllegalArgumentException("processors must be at least 1, was " + processors);
        }
        ThreadSlots slots = new ThreadSlots(powerOfTwo(processors * 4, 8, 256));
        threads = slots;
        Stripes stripes = new Stripes(MAX_OPERATIONS + 1, slots);
        owners = slots.owners();
        owned = stripes.owned();
        slotMask = slots.count() - 1;
        slotShift = stripes.shift();
        operations = new OperationTable(clock, MAX_OPERATIONS, stripes, powerOfTwo(processors / 2, 1, 32));
        ordinaryNanos = operations.ordinaryNanos();
        readings = new Readings(clock, operations, slots);
    }

    /** A recorder for the cores of this machine. */
    public static CallRecorder create(NanoClock clock) {
        return create(clock, Runtime.getRuntime().availableProcessors());
    }

    /** A recorder for so many cores. */
    public static CallRecorder create(NanoClock clock, int processors) {
        return new CallRecorder(clock, processors);
    }

    /** Sets the thresholds, for operations that are registered and those to come; layers are judged over one window. */
    public void limits(Function<OperationSpec, RecordingLimits> limits, Duration layerWindow) {
        operations.limits(limits);
        readings.windowsChanged(layerWindow);
    }

    /** Sets what is run, on the calling thread, when a slow call waits: it must neither block nor throw. */
    public void onSlowCall(@Nullable Runnable newWakeUp) {
        wakeUp = newWakeUp;
    }

    /** Sets where the span of a slow or failed call is found; null for nowhere. */
    public void spans(@Nullable SpanSource newSpans) {
        spans = newSpans;
    }

    /** Sets what takes every call as it ends; null for nothing. While there is one, every call takes the longer way. */
    public synchronized void sink(@Nullable CallSink newSink) {
        sink = newSink;
        operations.lookAtAll(newSink != null);
    }

    /**
     * Sets what takes every slow and every failed call as it ends; null for nothing. Calls that are neither pay nothing for it.
     */
    public void exceptionalCalls(@Nullable CallSink newSink) {
        exceptional = newSink;
    }

    /** Hands no more calls to this one; what has taken its place goes on. */
    public synchronized void sinkNoLonger(CallSink old) {
        if (sink == old) {
            sink(null);
        }
    }

    /**
     * Sets what takes each call of a generative model, which {@link OperationSpec#genAi} says, as it ends; null for nothing. While
     * there is one, such calls take the longer way, and no others.
     */
    public synchronized void generations(@Nullable CallSink newSink) {
        generations = newSink;
        operations.lookAtGenerations(newSink != null);
    }

    @Override
    public boolean wantsChunkGaps(int operationId) {
        return generations != null && operations.get(operationId).spec.genAi() != null;
    }

    @Override
    public int operation(OperationSpec spec) {
        return operations.register(spec);
    }

    @Override
    public void started(int operationId, long startNanos) {
        started(ownStripe(operationId), operationId, startNanos);
    }

    /* The stripe is found before the clock is read: reading it waits for all loads, and so the two look-ups of a call
     * overlap with what comes before them instead of following one another. */
    @Override
    public final long start(int operationId) {
        long[] own = ownStripe(operationId);
        long nowNanos = System.nanoTime();
        long startNanos = nowNanos == 0 ? 1 : nowNanos;
        started(own, operationId, startNanos);
        return startNanos;
    }

    private void started(long @Nullable [] own, int operationId, long startNanos) {
        if (own != null && startNanos != 0) {
            OwnedStripe.begin(own, startNanos);
        } else {
            operations.get(operationId).started(startNanos);
        }
    }

    @Override
    public final void end(int operationId, long startNanos, @Nullable Throwable thrown) {
        long[] own = ownStripe(operationId);
        ended(own, operationId, startNanos, System.nanoTime(), thrown);
    }

    @Override
    public void ended(int operationId, long startNanos, long endNanos, @Nullable Throwable thrown) {
        ended(ownStripe(operationId), operationId, startNanos, endNanos, thrown);
    }

    private void ended(
            long @Nullable [] own, int operationId, long startNanos, long endNanos, @Nullable Throwable thrown) {
        long elapsedNanos = endNanos - startNanos;
        if (thrown != null || own == null || elapsedNanos > Cells.getOpaque(ordinaryNanos, operationId)) {
            ended(operationId, startNanos, startNanos, endNanos, thrown, null, CallSink.UNKNOWN, CallSink.UNKNOWN);
            return;
        }
        if (!OwnedStripe.end(own, startNanos, elapsedNanos)) {
            OwnedStripe.end(operations.get(operationId).widened(own, elapsedNanos), startNanos, elapsedNanos);
        }
    }

    @Override
    public void ended(
            int operationId, long startNanos, long endNanos, @Nullable Throwable thrown, CallDetails details) {
        ended(operationId, startNanos, startNanos, endNanos, thrown, details, CallSink.UNKNOWN, CallSink.UNKNOWN);
    }

    @Override
    public boolean isSlowOrFailed(int operationId, long elapsedNanos, @Nullable Throwable thrown) {
        Operation operation = operations.get(operationId);
        return operation.isSlow(elapsedNanos)
                || thrown != null
                        && Failures.isFailure(thrown, operation.limits().errorsIgnore());
    }

    @Override
    public void cancelled(int operationId, long startNanos, long endNanos) {
        cancelled(operationId, startNanos, startNanos, endNanos, null, CallSink.UNKNOWN, CallSink.UNKNOWN);
    }

    @Override
    public void cancelled(int operationId, long startNanos, long endNanos, CallDetails details) {
        cancelled(operationId, startNanos, startNanos, endNanos, details, CallSink.UNKNOWN, CallSink.UNKNOWN);
    }

    @Override
    public void chunk(int operationId, long lastActivityNanos, long nowNanos) {
        long[] own = ownStripe(operationId);
        if (own != null && Epochs.isSameFine(lastActivityNanos, nowNanos)) {
            OwnedStripe.chunk(own, nowNanos - lastActivityNanos);
            StreamHistograms asked = operations.get(operationId).streams.histograms();
            if (asked != null) {
                asked.gap(threads.currentOrClaim(), nowNanos - lastActivityNanos);
            }
            return;
        }
        boolean moves = !Epochs.isSameFine(lastActivityNanos, nowNanos);
        if (moves && stackFor(FRAMES_OF_A_LONG_WAY, lastActivityNanos, nowNanos, 0, 1) < 0) {
            return;
        }
        Operation operation = operations.get(operationId);
        operation.chunk(nowNanos - lastActivityNanos);
        if (moves) {
            operation.moved(nowNanos);
            operation.left(lastActivityNanos, nowNanos);
        }
    }

    @Override
    public void streamEnded(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            @Nullable Throwable thrown,
            boolean cancelled,
            @Nullable CallDetails details) {
        streamEnded(
                operationId,
                startNanos,
                lastActivityNanos,
                endNanos,
                thrown,
                cancelled,
                details,
                CallSink.UNKNOWN,
                CallSink.UNKNOWN);
    }

    private void streamEnded(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            @Nullable Throwable thrown,
            boolean cancelled,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        if (!cancelled) {
            ended(operationId, startNanos, lastActivityNanos, endNanos, thrown, details, firstChunkNanos, chunks);
            return;
        }
        cancelled(operationId, startNanos, lastActivityNanos, endNanos, details, firstChunkNanos, chunks);
    }

    @Override
    public void streamEnded(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            @Nullable Throwable thrown,
            boolean cancelled,
            long timeToFirstChunkNanos,
            long chunks) {
        Operation operation = operations.get(operationId);
        CallDetails details = null;
        if (operation.isSlow(endNanos - startNanos)) {
            details = CallDetails.ofStream(timeToFirstChunkNanos, chunks);
        } else if (chunks > 0) {
            operation.streams.firstChunk(timeToFirstChunkNanos);
        }
        streamEnded(
                operationId,
                startNanos,
                lastActivityNanos,
                endNanos,
                thrown,
                cancelled,
                details,
                chunks > 0 ? timeToFirstChunkNanos : CallSink.UNKNOWN,
                chunks);
    }

    /** The stripe of the current thread; null where it has to be looked for. */
    private @Nullable long[] ownStripe(int operationId) {
        Thread me = Thread.currentThread();
        int slot = (int) me.getId() & slotMask;
        long[] cells = owned[(operationId << slotShift) + slot];
        return owners[slot] == me ? cells : null;
    }

    private void ended(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            @Nullable Throwable thrown,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        Operation operation = operations.get(operationId);
        boolean ordinary = thrown == null && details == null && !operation.isSlow(endNanos - startNanos);
        if ((thrown != null || endNanos - startNanos > Cells.getOpaque(ordinaryNanos, operationId))
                && stackFor(ordinary ? FRAMES_OF_A_SINK : FRAMES_OF_A_LONG_WAY, startNanos, endNanos, 0, 1) < 0) {
            return;
        }
        operation.left(lastActivityNanos, endNanos);
        Throwable opened = thrown == null ? null : Failures.opened(thrown);
        if (opened != null && Failures.isCancellation(thrown, opened)) {
            cancelled(operation, startNanos, endNanos, details, firstChunkNanos, chunks);
            return;
        }
        boolean failed =
                opened != null && !Failures.isIgnored(opened, operation.limits().errorsIgnore());
        long elapsedNanos = endNanos - startNanos;
        operation.completed(elapsedNanos, failed);
        String errorClass = null;
        if (failed) {
            errorClass = errorClass(opened, details);
            operation.errorClasses.count(errorClass);
        } else {
            operation.slower().count(elapsedNanos);
        }
        if (details != null) {
            operation.streams.record(details);
            if (!details.labels().isEmpty()) {
                labelSets.completed(operationId, details, elapsedNanos, failed);
            }
        }
        boolean slow = operation.isSlow(elapsedNanos);
        if (slow || failed) {
            SpanIds span = currentSpan(operation);
            if (failed) {
                operation.newestFailure = failedCall(details, span);
            }
            if (slow) {
                slow(operation, startNanos, endNanos, details, span);
            }
        }
        CallOutcome outcome = failed ? CallOutcome.FAILED : CallOutcome.OK;
        CallSink slowOrFailed = slow || failed ? exceptional : null;
        sink(slowOrFailed, operationId, startNanos, endNanos, outcome, errorClass, details, firstChunkNanos, chunks);
    }

    /** Hands a counted call to the sinks. An overflow of the stack stays here: the call is counted, and would be a second time. */
    private void sink(
            @Nullable CallSink further,
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        CallSink all = sink;
        CallSink some = generations;
        try {
            if (further != null) {
                further.ended(operationId, startNanos, endNanos, outcome, errorClass, details, firstChunkNanos, chunks);
            }
            if (all != null) {
                all.ended(operationId, startNanos, endNanos, outcome, errorClass, details, firstChunkNanos, chunks);
            }
            if (some != null && operations.get(operationId).spec.genAi() != null) {
                some.ended(operationId, startNanos, endNanos, outcome, errorClass, details, firstChunkNanos, chunks);
            }
        } catch (StackOverflowError overflow) {
            notTaken++;
        }
    }

    private boolean isHandedOn() {
        return sink != null || generations != null;
    }

    /** Calls that no sink took for want of stack; roughly, where several threads ran out of it at once. */
    public long notTaken() {
        return notTaken;
    }

    /** The current span. Null where the stack overflows: the call is counted, and an error from here would count it a second time. */
    private @Nullable SpanIds currentSpan(Operation operation) {
        SpanSource source = spans;
        try {
            return source == null ? null : source.current(operation.spec.name());
        } catch (StackOverflowError noRoom) {
            return null;
        }
    }

    private static FailedCall failedCall(@Nullable CallDetails details, @Nullable SpanIds span) {
        boolean detailed = details != null && !details.details().isEmpty();
        return detailed || span != null
                ? new FailedCall(detailed ? details.details() : Map.of(), span)
                : FailedCall.NONE;
    }

    private static String errorClass(Throwable opened, @Nullable CallDetails details) {
        String className = ReturnedFailure.className(opened);
        String code = details == null ? null : details.errorCode();
        return code == null ? className : className + ' ' + code;
    }

    /**
     * Overflows where so many frames do not fit on the stack, before anything of the call was counted. The numbers are
     * kept until each frame returns, so that a compiled frame is as large as those that it stands for.
     *
     * @return never negative
     */
    private static int stackFor(int frames, long a, long b, long c, long d) {
        if (frames == 0) {
            return 0;
        }
        int below = stackFor(frames - 1, b, c, d, a + frames);
        return below + (int) ((a ^ b ^ c ^ d) >>> 40) & Integer.MAX_VALUE;
    }

    private void cancelled(
            int operationId,
            long startNanos,
            long lastActivityNanos,
            long endNanos,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        if ((details != null || isHandedOn()) && stackFor(FRAMES_OF_A_LONG_WAY, startNanos, endNanos, 0, 1) < 0) {
            return;
        }
        Operation operation = operations.get(operationId);
        operation.left(lastActivityNanos, endNanos);
        cancelled(operation, startNanos, endNanos, details, firstChunkNanos, chunks);
    }

    private void cancelled(
            Operation operation,
            long startNanos,
            long endNanos,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        operation.cancelled();
        if (details != null) {
            operation.streams.record(details);
            if (!details.labels().isEmpty()) {
                labelSets.cancelled(operation.id, details);
            }
        }
        sink(null, operation.id, startNanos, endNanos, CallOutcome.CANCELLED, null, details, firstChunkNanos, chunks);
    }

    private void slow(
            Operation operation,
            long startNanos,
            long endNanos,
            @Nullable CallDetails details,
            @Nullable SpanIds span) {
        if (!slowCalls.offer(operation.id, startNanos, endNanos, details, span)) {
            operation.slowCallsDropped.getAndIncrement();
            slowCallsDropped.getAndIncrement();
        }
        // The detector clears wakeUpSent and then looks at the queue; here it is the other way round. Without a full
        // fence on both sides each could miss the other.
        VarHandle.fullFence();
        Runnable wake = wakeUp;
        if (wake != null && !wakeUpSent.get() && wakeUpSent.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /** Hands over the slow calls that wait, oldest first, as many as a full queue holds; one thread at a time. */
    public void drainSlowCalls(Consumer<SlowCall> consumer) {
        wakeUpSent.set(false);
        VarHandle.fullFence();
        for (int i = 0; i < SLOW_CALLS_WAITING; i++) {
            SlowCall call = slowCalls.poll();
            if (call == null) {
                return;
            }
            consumer.accept(call);
        }
    }

    /** Whether slow calls wait to be handed over. */
    public boolean hasSlowCalls() {
        return !slowCalls.isEmpty();
    }

    /** Slow calls that found the queue full: counted as calls, but never handed over. */
    public long slowCallsDropped() {
        return slowCallsDropped.get();
    }

    /** As {@link #slowCallsDropped()}, of one operation. */
    public long slowCallsDropped(int operationId) {
        return operations.get(operationId).slowCallsDropped.get();
    }

    /** Remembers the counters as they are now; windows are made of these samples. Called about once a second. */
    public void sample() {
        readings.sample();
    }

    /** One more than the highest operation id in use. */
    public int operationCount() {
        return operations.size();
    }

    /** Mentions of operations beyond {@link #MAX_OPERATIONS}. */
    public long operationsRefused() {
        return operations.refused();
    }

    /** Calls with labels beyond {@link #MAX_LABEL_SETS}. */
    public long labelSetsRefused() {
        return labelSets.refused();
    }

    /** The spec with which an operation was registered; empty for an id that is not in use. */
    public @Nullable OperationSpec spec(int operationId) {
        Operation operation = operations.get(operationId);
        return operation == null ? null : operation.spec;
    }

    /** Whether no call of an operation ran at the latest {@link #sample}, and none had ever failed. */
    public boolean isFaultless(int operationId) {
        return readings.isFaultless(operations.get(operationId));
    }

    /** Whether any call of an operation was recorded. */
    public boolean wasCalled(int operationId) {
        return !operations.get(operationId).isUntouched();
    }

    /** Completed calls of an operation, failed ones among them. */
    public long calls(int operationId) {
        return operations.get(operationId).sum(Cells.CALLS);
    }

    /** Failed calls of an operation; read before {@link #calls}, never more than those. */
    public long errors(int operationId) {
        return operations.get(operationId).sum(Cells.ERRORS);
    }

    /** Cancelled calls of an operation. */
    public long cancelled(int operationId) {
        return operations.get(operationId).sum(Cells.CANCELLED);
    }

    /** Shows the failed calls of an operation, by exception; each exception always comes at the same place. */
    public void failures(int operationId, FailureVisitor visitor) {
        operations.get(operationId).errorClasses.show(visitor);
    }

    /** Everything an operation has done. */
    public OperationSnapshot snapshot(int operationId) {
        return readings.life(operations.get(operationId));
    }

    /** Everything all operations have done, in the order of their registration. */
    public List<OperationSnapshot> snapshots() {
        List<OperationSnapshot> snapshots = new ArrayList<>();
        for (int id = 0; id < operations.size(); id++) {
            if (operations.get(id) != null) {
                snapshots.add(snapshot(id));
            }
        }
        return List.copyOf(snapshots);
    }

    /** What an operation did in a window that ends now. */
    public WindowSnapshot counts(int operationId, Duration window) {
        return readings.window(operations.get(operationId), window);
    }

    /**
     * Writes what an operation did in a window that ended with the latest {@link #sample}; makes no garbage. Failed calls by class
     * are in {@link #counts}.
     */
    public void sampledCounts(int operationId, long windowNanos, WindowCounts target) {
        readings.sampledWindow(operations.get(operationId), windowNanos, target);
    }

    /** As {@link #sampledCounts}, of the operations of one layer together. */
    public void sampledLayerCounts(String layer, long windowNanos, WindowCounts target) {
        readings.sampledLayer(layer, windowNanos, target);
    }

    /** The layers of the operations that are known, in the order of their first operation. */
    public List<String> layers() {
        return readings.layers();
    }

    /** What the operations of one layer did, together, in a window that ends now; counts only. */
    public WindowSnapshot layerCounts(String layer, Duration window) {
        return readings.layer(layer, window);
    }

    /** Adds what is counted of an operation's completed calls by duration, a count for each of {@link Buckets}, to what is in the target. */
    public void durations(int operationId, long[] target) {
        operations.get(operationId).addDurations(target);
    }

    /** Writes what an operation has done since it was registered over what is in the target, which holds one for each of {@link Totals}. */
    public void totals(int operationId, long[] target) {
        readings.totals(operations.get(operationId), target);
    }

    /** As {@link #totals}, but for {@link Totals#IN_FLIGHT}, which takes most of the time and stays as it is in the target. */
    public void counters(int operationId, long[] target) {
        Readings.counters(operations.get(operationId), target);
    }

    /** Succeeded calls that took longer than one of {@link RecordingLimits#objectiveNanos}, since it is one; -1 where it is none. */
    public long slowerThan(int operationId, long nanos) {
        return operations.get(operationId).slower().slowerThan(nanos);
    }

    /** Tokens that an operation's calls have read, as far as they reported them. */
    public long inputTokens(int operationId) {
        return operations.get(operationId).streams.inputTokens();
    }

    /** Tokens that an operation's calls have written, as far as they reported them. */
    public long outputTokens(int operationId) {
        return operations.get(operationId).streams.outputTokens();
    }

    /** Counts an operation's first chunks and the times between its chunks by their length from now on; costs 20 KB and more. */
    public void followStreams(int operationId) {
        operations.followStreams(operationId);
    }

    /** Chunks that an operation's streams have delivered. */
    public long chunks(int operationId) {
        return operations.get(operationId).sum(Cells.CHUNKS);
    }

    /** An operation's streams that have ended and had a chunk. */
    public long firstChunks(int operationId) {
        return operations.get(operationId).streams.firstChunks();
    }

    /**
     * Adds the times between an operation's chunks, since {@link #followStreams}, to what is in the target: a count for each of
     * {@link Buckets}.
     */
    public void chunkGaps(int operationId, long[] target) {
        StreamHistograms asked = operations.get(operationId).streams.histograms();
        if (asked != null) {
            asked.addGaps(target);
        }
    }

    /** As {@link #chunkGaps}, from the start of each stream that has ended to its first chunk. */
    public void firstChunks(int operationId, long[] target) {
        StreamHistograms asked = operations.get(operationId).streams.histograms();
        if (asked != null) {
            asked.addFirstChunks(target);
        }
    }

    /** Adds the times between an operation's chunks to what is in the target: a count for each of {@link StreamBounds}. */
    public void chunkGapsByBound(int operationId, long[] target) {
        operations.get(operationId).sum(Cells.GAPS, target);
    }

    /** As {@link #chunkGapsByBound}, from the start of each stream that has ended to its first chunk. */
    public void firstChunksByBound(int operationId, long[] target) {
        operations.get(operationId).streams.addFirstChunksByBound(target);
    }

    /** How many calls of an operation ran at the latest {@link #sample}; allocates nothing. */
    public long inFlight(int operationId) {
        return readings.sampledInFlight(operations.get(operationId), false);
    }

    /** The age, in nanoseconds, of the oldest call of an operation that ran at the latest {@link #sample}; 0 where none did. */
    public long oldestInFlightNanos(int operationId) {
        return readings.sampledInFlight(operations.get(operationId), true);
    }

    /** The labels with which calls were seen last, and behind them all others; null before the first. */
    public @Nullable LabelCounters newestLabels() {
        return labelSets.newest();
    }

    /** What was read of the call of an operation that failed last. */
    public FailedCall newestFailure(int operationId) {
        return operations.get(operationId).newestFailure;
    }

    /**
     * Shows the latest starts of calls on platform threads, of the threads that own a place in the recorder: as many as there are
     * cores, times four.
     *
     * @return the shortest latency threshold of an operation that was called, in nanoseconds; the largest number where none was
     */
    public long parkedStarts(StartVisitor visitor) {
        long shortestNanos = Long.MAX_VALUE;
        for (int id = 0; id < operations.size(); id++) {
            Operation operation = operations.get(id);
            if (operation != null && !operation.isUntouched()) {
                shortestNanos = Math.min(shortestNanos, operation.latencyThresholdNanos());
                operation.parked(threads, visitor);
            }
        }
        return shortestNanos;
    }

    /** Which calls of an operation are running. */
    public InFlight inFlight(int operationId, Duration threshold) {
        return readings.inFlight(operations.get(operationId), threshold.toNanos());
    }

    /** Everything that calls with labels have done. */
    public List<LabelSetSnapshot> labelSets() {
        return labelSets.snapshot(id -> operations.get(id).spec.name());
    }

    private static int powerOfTwo(int atLeast, int least, int most) {
        int power = least;
        while (power < atLeast && power < most) {
            power <<= 1;
        }
        return power;
    }
}
