package io.nightjar.calls;

import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.CallSink;
import io.nightjar.time.NanoClock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes every call of a recorder to a file, from a daemon thread that lives while there is something to write. A call that
 * finds its queue full is dropped and counted; a file that cannot be written ends the writing, and nothing else. Thread-safe.
 */
public final class CallLog implements CallSink {
    /** A file that has grown to this is moved away. */
    static final long MOST_BYTES = 100L << 20;

    private static final int CELLS = 8_192;
    private static final int MOST_QUEUES = 4;
    private static final long REST_NANOS = 200_000_000L;
    private static final long IDLE_NANOS = 15_000_000_000L;
    private static final long AFTER_FAILURE_NANOS = 500_000_000L;
    private static final long SAID_NANOS = 60_000_000_000L;
    private static final String DROPPING = "log.calls: calls are not written, the disk does not keep up";

    private final CallRecorder recorder;
    private final Path path;
    private final CallFile file;
    private final AgentLog log;
    private final NanoClock clock;
    private final CallQueue[] queues;
    private final int wakeMask;
    private final CallColumns columns = new CallColumns();
    private final CallBatch batch;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AgentThread thread = new Writer();
    private volatile boolean resting;
    private volatile boolean closing;
    private volatile @Nullable String trouble;
    private long idleSinceNanos;
    private long saidDropped;
    private long droppedNanos;
    private boolean everDropped;

    CallLog(
            CallRecorder recorder,
            Path path,
            AgentLog log,
            NanoClock clock,
            InstantSource wallClock,
            int cells,
            long mostBytes) {
        this.recorder = recorder;
        this.path = path;
        this.log = log;
        this.clock = clock;
        file = new CallFile(path, mostBytes);
        batch = new CallBatch(recorder, clock, wallClock);
        int queueCount =
                Math.min(MOST_QUEUES, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));
        queues = new CallQueue[queueCount];
        for (int i = 0; i < queueCount; i++) {
            queues[i] = new CallQueue(cells);
        }
        wakeMask = Math.max(1, cells / 4) - 1;
    }

    /** Takes every call from now on, in place of what took them before. */
    public static CallLog start(
            CallRecorder recorder, Path path, AgentLog log, NanoClock clock, InstantSource wallClock) {
        CallLog calls = new CallLog(recorder, path, log, clock, wallClock, CELLS, MOST_BYTES);
        recorder.sink(calls);
        return calls;
    }

    @Override
    public void ended(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        CallQueue queue = queues[(int) Thread.currentThread().getId() & queues.length - 1];
        long number =
                queue.offer(operationId, startNanos, endNanos, outcome, errorClass, details, firstChunkNanos, chunks);
        if ((number & wakeMask) == wakeMask && number >= 0 && resting) {
            try {
                thread.wake();
            } catch (StackOverflowError overflow) {
                resting = true; // the call is in the queue: it must not count as one that was not taken
            }
        }
    }

    /** Whether it writes to this file and goes on to. */
    public boolean writes(@Nullable Path other) {
        return trouble == null && path.equals(other);
    }

    /** Starts the thread where calls wait, and counts what was dropped: once a second, by one thread. */
    public synchronized void run() {
        if (!closing && trouble == null && !thread.isAlive() && isWaiting()) {
            startThread();
        }
        long dropped = dropped();
        if (dropped > saidDropped) {
            log.lost("calls.dropped", dropped - saidDropped, "calls are missing in the file of log.calls");
            saidDropped = dropped;
            droppedNanos = clock.nanoTime();
            everDropped = true;
        }
    }

    /** What stands still, or is not written; null where nothing is. */
    public synchronized @Nullable String standstill() {
        String failed = trouble;
        if (failed != null) {
            return failed;
        }
        return everDropped && clock.nanoTime() - droppedNanos < SAID_NANOS ? DROPPING : null;
    }

    /** How many calls stand in the file. */
    long written() {
        return written.get();
    }

    /** How many calls were taken and do not come into the file. */
    long dropped() {
        long sum = lost.get() + recorder.notTaken();
        for (CallQueue queue : queues) {
            sum += queue.dropped();
        }
        return sum;
    }

    /** Takes no more calls, writes what waits, no longer than this, and ends. */
    public synchronized void close(long mostNanos) {
        if (closing) {
            return;
        }
        recorder.sinkNoLonger(this);
        closing = true;
        if (trouble == null && !thread.isAlive() && isWaiting()) {
            startThread();
        }
        thread.wake();
        try {
            thread.awaitEnd(mostNanos);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (isWaiting()) {
            log.warn("log.calls: the last calls were not written in time");
        }
    }

    private void startThread() {
        try {
            thread.start();
        } catch (Throwable noThread) {
            log.failure("calls.thread", noThread);
        }
    }

    private boolean isWaiting() {
        for (CallQueue queue : queues) {
            if (!queue.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Writes what waits, as much as the queues hold; false where nothing did. */
    private boolean drain() {
        boolean any = false;
        boolean whole = false;
        batch.begin();
        try {
            for (CallQueue queue : queues) {
                for (int i = 0; i < queue.capacity() && queue.poll(batch); i++) {
                    any = true;
                    if (batch.isFull()) {
                        write();
                    }
                }
            }
            if (batch.size() > 0) {
                write();
            }
            whole = true;
            return any;
        } finally {
            if (!whole) {
                lost.addAndGet(batch.size()); // out of memory, most likely
            }
        }
    }

    private void write() {
        int calls = batch.size();
        boolean done = false;
        try {
            if (trouble == null) {
                batch.addTo(columns);
                file.prepare(columns);
                byte[] lines = batch.lines(columns);
                file.write(lines, lines.length);
                done = true;
            }
        } catch (IOException | SecurityException refused) {
            switchOff(refused);
        } finally {
            (done ? written : lost).addAndGet(calls);
            batch.begin();
        }
    }

    private void switchOff(Exception refused) {
        boolean namesPath = refused instanceof FileNotFoundException || refused instanceof FileSystemException;
        String why = namesPath ? refused.getClass().getSimpleName() : refused.getMessage();
        String said = "log.calls is switched off: its file cannot be written (" + why + ")";
        trouble = said;
        recorder.sinkNoLonger(this);
        log.failure("calls.write", refused);
        log.warn(said);
    }

    /** The writing thread. A failure costs the calls of a batch and a pause; the thread goes on. */
    private final class Writer extends AgentThread {
        Writer() {
            super("nightjar-calls", AFTER_FAILURE_NANOS);
        }

        @Override
        protected boolean round() throws InterruptedException {
            long now = clock.nanoTime();
            if (drain()) {
                idleSinceNanos = clock.nanoTime();
                if (closing) {
                    return true;
                }
            } else if (closing || trouble != null || now - idleSinceNanos > IDLE_NANOS) {
                return false;
            }
            resting = true;
            rest(REST_NANOS);
            resting = false;
            return true;
        }

        @Override
        protected void prepare(Thread fresh) {
            idleSinceNanos = clock.nanoTime();
        }

        @Override
        protected void ended() {
            try {
                file.close();
            } catch (IOException e) {
                log.failure("calls.close", e);
            }
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("calls.work", failure);
        }
    }
}
