package io.nightjar.sink;

import io.nightjar.log.AgentLog;
import io.nightjar.sink.JournalRecord.Done;
import io.nightjar.sink.JournalRecord.Raised;
import io.nightjar.time.NanoClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal of {@code alerts.spool}: records are queued by whoever raises or delivers, and written by a daemon thread that
 * lives while there is something to write. A slow disk delays no delivery. Thread-safe.
 */
final class Spool implements DeliveryJournal {
    private static final int CAPACITY = 100_000;
    private static final int BATCH = 1_000;
    private static final long IDLE_NANOS = 10_000_000_000L;
    /** How long a disk that refused is left alone. */
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final Path path;
    private final AgentLog log;
    private final NanoClock clock;
    private final InstantSource wall;
    private final SpoolWriter writer;
    private final ArrayDeque<JournalRecord> waiting = new ArrayDeque<>();
    private @Nullable Runnable adoption;
    private @Nullable Thread thread;
    private boolean closing;
    private long lostRecords;

    Spool(Path path, AgentLog log, NanoClock clock, InstantSource wall) {
        this.path = path;
        this.log = log;
        this.clock = clock;
        this.wall = wall;
        this.writer = new SpoolWriter(path, log, SpoolWriter.MOST_BYTES);
    }

    /**
     * Says what is to be done with what earlier processes left, when the spool's own thread first runs.
     *
     * @param destinations keys of the destinations that are here
     * @param deliver takes each adopted alert, already written to our own journal
     */
    synchronized void adoptInto(Set<String> destinations, Consumer<Raised> deliver) {
        adoption = () -> new SpoolAdoption(path, destinations, writer::write, log, wall).adoptAll().forEach(deliver);
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

    private synchronized void offer(JournalRecord record) {
        if (waiting.size() >= CAPACITY) {
            if (lostRecords++ == 0) {
                log.warn("alerts.spool " + path + " is too slow: some alerts would not survive the process");
            }
            return;
        }
        waiting.addLast(record);
        wake();
    }

    private void wake() {
        if (thread != null) {
            LockSupport.unpark(thread);
            return;
        }
        try {
            Thread fresh = SinkThreads.daemon("nightjar-spool", this::work);
            thread = fresh;
            fresh.start();
        } catch (Throwable noThread) {
            thread = null;
            log.failure("spool.thread", noThread);
        }
    }

    private void work() {
        try {
            adopt();
            long idleSinceNanos = clock.nanoTime();
            while (true) {
                List<JournalRecord> batch = take();
                if (!batch.isEmpty() || writer.isFailing()) {
                    writer.write(batch);
                    idleSinceNanos = clock.nanoTime();
                }
                if (batch.isEmpty() && endsAfter(clock.nanoTime() - idleSinceNanos)) {
                    return;
                }
            }
        } catch (Throwable unexpected) {
            log.failure("spool.work", unexpected);
            forgetThread();
        }
    }

    private void adopt() {
        Runnable first;
        synchronized (this) {
            first = closing ? null : adoption;
            adoption = null;
        }
        if (first != null) {
            first.run();
        }
    }

    private synchronized List<JournalRecord> take() {
        List<JournalRecord> batch = new ArrayList<>(Math.min(BATCH, waiting.size()));
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            batch.add(waiting.pollFirst());
        }
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
                thread = null;
                return true;
            }
        }
        LockSupport.parkNanos(this, writer.isFailing() ? RETRY_NANOS : Math.max(1, IDLE_NANOS - idleNanos));
        return false;
    }

    private synchronized void forgetThread() {
        thread = null;
    }

    @Override
    public void close(long deadlineNanos) throws InterruptedException {
        Thread last;
        synchronized (this) {
            closing = true;
            wake();
            last = thread;
        }
        if (last != null) {
            last.join(Math.max(1, (deadlineNanos - clock.nanoTime()) / 1_000_000));
        }
    }
}
