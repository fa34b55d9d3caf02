package io.nightjar.state;

import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.time.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Saves what changes: at most once a second by itself, at once where somebody waits for it. A daemon thread writes, which
 * lives while there is something to write, so that a slow disk delays nobody else. Thread-safe.
 */
public final class StateSaver {
    /** What is saved. Both may be called from any thread. */
    public interface Source {
        PolicyMemory memory();

        /** A number that has grown whenever the memory has changed. */
        long changes();
    }

    static final long INTERVAL_NANOS = 1_000_000_000L;
    /** How often it is looked whether what was saved is still there. */
    static final long LOOK_NANOS = 60_000_000_000L;

    private static final long IDLE_MILLIS = 15_000;
    private static final long AFTER_FAILURE_NANOS = 500_000_000L;
    private static final long STUCK_NANOS = 30_000_000_000L;

    private final StateStore store;
    private final Source source;
    private final AgentLog log;
    private final NanoClock clock;
    private final AgentThread thread = new Worker();
    /** The number of the newest save that was asked for, and of the newest that has been tried and that was kept. */
    private long asked;

    private long tried;
    private long kept;
    /** Whether the thread runs and takes what is asked for. */
    private boolean working;

    private boolean closing;
    private boolean saving;
    private long askedNanos;
    private boolean everAsked;
    private long savingSinceNanos;
    /** What the source counted when the last save that was kept began; the first save is due in any case. */
    private volatile long savedChanges = Long.MIN_VALUE;

    /** Of a store from which has been loaded. */
    public StateSaver(StateStore store, Source source, AgentLog log, NanoClock clock) {
        this.store = store;
        this.source = source;
        this.log = log;
        this.clock = clock;
    }

    /** Has saved what has changed where it is time, and starts the thread anew where it has died: once a second. Never waits. */
    public synchronized void run() {
        if (working && thread.hasEnded()) {
            working = false;
            log.failure("state.thread", thread.death());
        }
        if (asked != tried) {
            wake();
            return;
        }
        long sinceNanos = clock.nanoTime() - askedNanos;
        boolean changed = source.changes() != savedChanges;
        if (!closing && (!everAsked || sinceNanos >= (changed ? INTERVAL_NANOS : LOOK_NANOS))) {
            ask();
        }
    }

    /**
     * Saves what there is now and waits for it; not to be called with a lock that the source takes.
     *
     * @return true once it survives the process; false where the disk refuses it or takes longer than this
     */
    public synchronized boolean saveNow(long mostNanos) {
        if (closing) {
            return false;
        }
        return await(ask(), mostNanos);
    }

    private boolean await(long number, long mostNanos) {
        long sinceNanos = clock.nanoTime();
        try {
            while (tried < number) {
                long leftNanos = mostNanos - (clock.nanoTime() - sinceNanos);
                if (!working || leftNanos <= 0) {
                    return false;
                }
                wait(leftNanos / 1_000_000 + 1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        return kept >= number;
    }

    private long ask() {
        asked++;
        askedNanos = clock.nanoTime();
        everAsked = true;
        wake();
        return asked;
    }

    /** How many saves have been asked for. */
    synchronized long asked() {
        return asked;
    }

    private void wake() {
        notifyAll();
        if (working) {
            return;
        }
        try {
            thread.start();
            working = true;
        } catch (Throwable noThread) {
            log.failure("state.thread", noThread);
        }
    }

    /** What stands still; null where nothing does. Never waits. */
    public synchronized @Nullable String standstill() {
        return saving && clock.nanoTime() - savingSinceNanos > STUCK_NANOS
                ? "state: the disk does not answer"
                : store.standstill();
    }

    /** Saves a last time, waits for it until then, and gives the directory up. */
    public void close(long deadlineNanos) {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            await(ask(), deadlineNanos - clock.nanoTime());
            if (saving) {
                return; // the disk does not answer, and the store waits for it: the end of the process frees its lock
            }
        }
        store.close();
    }

    /** The number of the next save; 0 where nothing is to be saved for a while, or ever. */
    private synchronized long next() throws InterruptedException {
        if (asked == tried && !closing) {
            wait(IDLE_MILLIS);
        }
        if (asked == tried) {
            working = false;
            return 0;
        }
        saving = true;
        savingSinceNanos = clock.nanoTime();
        return asked;
    }

    private synchronized void done(long number, boolean wasKept) {
        saving = false;
        tried = number;
        kept = wasKept ? number : kept;
        notifyAll();
    }

    private boolean save() {
        long changes = source.changes();
        if (changes == savedChanges && !store.owesSave()) {
            return true;
        }
        if (!store.save(source.memory())) {
            return false;
        }
        savedChanges = changes;
        return true;
    }

    /** The saver's thread. A failure costs a pause; the thread goes on. */
    private final class Worker extends AgentThread {
        Worker() {
            super("nightjar-state", AFTER_FAILURE_NANOS);
        }

        @Override
        protected boolean round() throws InterruptedException {
            long number = next();
            if (number == 0) {
                return false;
            }
            boolean wasKept = false;
            try {
                wasKept = save();
            } finally {
                done(number, wasKept);
            }
            return true;
        }

        @Override
        protected void interrupted() {
            synchronized (StateSaver.this) {
                working = false;
                StateSaver.this.notifyAll();
            }
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("state.work", failure);
        }
    }
}
