package io.nightjar.sink.spool;

import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryFate;
import io.nightjar.sink.queue.DeliveryJournal;
import io.nightjar.sink.queue.QueuedDelivery;
import io.nightjar.sink.spool.JournalRecord.Done;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalRecord.Refused;
import io.nightjar.sink.spool.JournalRecord.SetAside;
import io.nightjar.time.NanoClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal of {@code alerts.spool}: records are queued by whoever raises or delivers, and written by a daemon thread that
 * lives while there is something to write. A slow disk delays no delivery. Thread-safe.
 */
public final class Spool implements DeliveryJournal {
    private static final int CAPACITY = 100_000;
    private static final int BATCH = 1_000;
    private static final long IDLE_NANOS = 10_000_000_000L;
    private static final long AFTER_FAILURE_NANOS = 500_000_000L;
    /** How long a disk that refused is left alone. */
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final Path path;
    private final AgentLog log;
    private final NanoClock clock;
    private final InstantSource wall;
    private final SpoolWriter writer;
    private final ArrayDeque<JournalRecord> waiting = new ArrayDeque<>();
    /** The conditions of earlier processes that go on in this one. */
    private final Set<String> goingOn = ConcurrentHashMap.newKeySet();

    private @Nullable Runnable adoption;
    private final AgentThread thread = new Worker();
    /** Whether the thread runs and takes what is queued. */
    private boolean working;

    private List<JournalRecord> unwritten = List.of();
    private boolean closing;
    private long lostRecords;

    public Spool(Path path, AgentLog log, NanoClock clock, InstantSource wall) {
        this.path = path;
        this.log = log;
        this.clock = clock;
        this.wall = wall;
        this.writer = new SpoolWriter(path, log, SpoolWriter.MOST_BYTES, wall);
    }

    /**
     * Sets what is to be done with what earlier processes left, when the spool's own thread first runs.
     *
     * @param destinations keys of the destinations that are here
     * @param deliver takes each adopted alert, already written to this process's journal
     */
    public synchronized void adoptInto(Set<String> destinations, Consumer<Raised> deliver) {
        adoption = () -> new SpoolRecovery(path, destinations, goingOn, writer::write, log, wall)
                .adoptAll()
                .forEach(deliver);
    }

    @Override
    public void goesOn(Delivery delivery) {
        goingOn.add(SpoolRecovery.condition(delivery));
    }

    @Override
    public synchronized void start() {
        wake();
    }

    @Override
    public void raised(Delivery delivery, Collection<String> destinations) {
        offer(new Raised(delivery, new LinkedHashSet<>(destinations), Set.of()));
    }

    @Override
    public void done(String destination, Delivery delivery, boolean arrived) {
        offer(new Done(delivery.kind(), delivery.alert().id(), destination, arrived));
    }

    @Override
    public void refused(String destination, Delivery delivery, int tries) {
        if (tries >= QueuedDelivery.PATIENT_TRIES) {
            offer(new Refused(delivery.kind(), delivery.alert().id(), destination, tries));
        }
    }

    @Override
    public void setAside(String destination, Delivery delivery, DeliveryFate.SetAside why) {
        offer(new SetAside(delivery, destination, why));
    }

    @Override
    public String setAsideWhere() {
        return " in " + path.resolve(SetAsideFile.NAME);
    }

    /** Starts the thread anew where it has died, or could not be started, with something to write. */
    @Override
    public synchronized void revive() {
        if (working && thread.hasEnded()) {
            working = false;
            log.failure("spool.thread", thread.death());
        }
        if (!working && (!waiting.isEmpty() || writer.isFailing())) {
            wake();
        }
    }

    @Override
    public @Nullable String standstill() {
        return writer.isFailing()
                ? "alerts.spool cannot be written: alerts are delivered, but would not survive the process"
                : null;
    }

    private synchronized void offer(JournalRecord record) {
        if (waiting.size() >= CAPACITY) {
            if (lostRecords++ == 0) {
                log.warn("alerts.spool is too slow: some alerts would not survive the process");
            }
            return;
        }
        waiting.addLast(record);
        wake();
    }

    private void wake() {
        if (working) {
            thread.wake();
            return;
        }
        try {
            thread.start();
            working = true;
        } catch (Throwable noThread) {
            log.failure("spool.thread", noThread);
        }
    }

    private void writeUntilIdle() {
        long idleSinceNanos = clock.nanoTime();
        while (true) {
            List<JournalRecord> batch = take();
            if (!batch.isEmpty() || writer.isFailing()) {
                writer.write(batch);
                unwritten = List.of();
                idleSinceNanos = clock.nanoTime();
            }
            if (batch.isEmpty() && endsAfter(clock.nanoTime() - idleSinceNanos)) {
                return;
            }
        }
    }

    private void adopt() {
        Runnable first;
        synchronized (this) {
            first = closing ? null : adoption;
        }
        if (first != null) {
            first.run();
            synchronized (this) {
                adoption = null;
            }
        }
    }

    /** What was taken and not written, because memory was short, is written before the next. */
    private synchronized List<JournalRecord> take() {
        if (!unwritten.isEmpty()) {
            return unwritten;
        }
        List<JournalRecord> batch = new ArrayList<>(Math.min(BATCH, waiting.size()));
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            batch.add(waiting.pollFirst());
        }
        unwritten = batch;
        return batch;
    }

    /** Waits for more to write; true if the thread is to end. */
    private boolean endsAfter(long idleNanos) {
        synchronized (this) {
            if (!waiting.isEmpty()) {
                return false;
            }
            if (closing || idleNanos >= IDLE_NANOS && !writer.isFailing()) {
                if (closing) {
                    writer.close();
                }
                working = false;
                return true;
            }
        }
        LockSupport.parkNanos(this, writer.isFailing() ? RETRY_NANOS : Math.max(1, IDLE_NANOS - idleNanos));
        return false;
    }

    @Override
    public void close(long deadlineNanos) throws InterruptedException {
        synchronized (this) {
            closing = true;
            wake();
        }
        thread.awaitEnd(deadlineNanos - clock.nanoTime());
    }

    /** The spool's thread. A failure costs a pause; the thread goes on. */
    private final class Worker extends AgentThread {
        Worker() {
            super("nightjar-spool", AFTER_FAILURE_NANOS);
        }

        @Override
        protected boolean round() {
            adopt();
            writeUntilIdle();
            return false;
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("spool.work", failure);
        }
    }
}
