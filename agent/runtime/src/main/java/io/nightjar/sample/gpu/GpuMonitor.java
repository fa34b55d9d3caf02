package io.nightjar.sample.gpu;

import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread of the native calls, {@code nightjar-nvml}, and the watch over it: the driver can block for ever, and then
 * nothing but this daemon thread waits. Thread-safe.
 */
public final class GpuMonitor implements AutoCloseable {
    /*
     * One writer, the native thread, publishes an immutable `View` in `view`; anyone reads it. `stopped`, `wanted` and
     * `periodNanos` go the other way. No lock: the native thread may stop at any instruction for ever.
     */
    private static final int MOST_FAILURES = 5;
    private static final long AFTER_FAILURE_NANOS = 1_000_000_000L;
    private static final int PERIODS_TILL_STALE = 3;
    private static final long LEAST_TILL_STALE_NANOS = 2_000_000_000L;

    private final String library;
    private final Loader loader;
    private final AgentLog log;
    private final NanoClock clock;
    private final Runnable onFirstAnswer;
    private final AgentThread thread = new Loop();
    private final long startedNanos;
    private volatile GpuSelection wanted;
    private volatile long periodNanos;
    private volatile boolean stopped;
    private volatile View view = new View(null, null, false);
    private boolean saidStale;
    // The native thread alone uses these.
    private @Nullable NvmlSession session;
    private int failures;
    private boolean unusable;

    public GpuMonitor(
            String library,
            Loader loader,
            GpuSelection wanted,
            long periodNanos,
            Runnable onFirstAnswer,
            AgentLog log,
            NanoClock clock) {
        this.library = library;
        this.loader = loader;
        this.wanted = wanted;
        this.periodNanos = periodNanos;
        this.log = log;
        this.clock = clock;
        this.onFirstAnswer = onFirstAnswer;
        this.startedNanos = clock.nanoTime();
    }

    public void start() {
        thread.start();
    }

    /** Follows changed settings from the next cycle on. */
    public void follow(GpuSelection newWanted, long newPeriodNanos) {
        wanted = newWanted;
        periodNanos = newPeriodNanos;
        thread.wake();
    }

    public String library() {
        return library;
    }

    /** Whether the driver may still say that it has GPUs. */
    public boolean isPending(long nowNanos) {
        return !view.answered && nowNanos - startedNanos <= tillStaleNanos();
    }

    /** The latest reading, marked where it is too old; null where there is none. Called by the sampler's thread. */
    public @Nullable GpuSnapshot latest(long nowNanos) {
        GpuSnapshot snapshot = view.snapshot;
        if (snapshot == null || snapshot.devices().isEmpty()) {
            return null;
        }
        boolean stale = nowNanos - snapshot.takenAtNanos() > tillStaleNanos();
        if (stale && !saidStale) {
            log.warn("GPU readings are stale: the driver has not answered for "
                    + TimeUnit.NANOSECONDS.toSeconds(nowNanos - snapshot.takenAtNanos()) + " s");
        } else if (!stale && saidStale) {
            log.info("The GPU driver answers again");
        }
        saidStale = stale;
        return stale ? snapshot.asStale() : snapshot;
    }

    /** Why there is no fresh reading; null while there is one. */
    public @Nullable String whyNot(long nowNanos) {
        View now = view;
        if (now.answered && now.whyNot != null) {
            return now.whyNot;
        }
        long sinceNanos = now.snapshot == null ? startedNanos : now.snapshot.takenAtNanos();
        return nowNanos - sinceNanos > tillStaleNanos()
                ? "the driver has not answered for " + TimeUnit.NANOSECONDS.toSeconds(nowNanos - sinceNanos) + " s"
                : now.answered ? null : "the driver has not answered yet";
    }

    /** Asks the thread to end; does not wait, for it may hang in the driver. */
    @Override
    public void close() {
        stopped = true;
        thread.wake();
    }

    private long tillStaleNanos() {
        return Math.max(PERIODS_TILL_STALE * periodNanos, LEAST_TILL_STALE_NANOS);
    }

    /** Null where the library is not loaded, for there was no memory for it, or for good. */
    private @Nullable Nvml load() {
        try {
            return loader.load();
        } catch (OutOfMemoryError notNow) {
            log.failure("sample.nvml.load", notNow);
            LockSupport.parkNanos(this, periodNanos);
        } catch (Throwable notLoaded) {
            String why = library + " cannot be loaded: "
                    + (notLoaded instanceof NoClassDefFoundError
                            ? "a module is not resolved; start with --add-modules java.logging (" + notLoaded + ")"
                            : notLoaded.getMessage());
            unusable = true;
            publish(new View(null, why, true));
            log.failure("sample.nvml.load", notLoaded);
        }
        return null;
    }

    private void cycle(NvmlSession open) {
        try {
            open.cycle(wanted, clock.nanoTime());
            publish(new View(open.latest(), open.whyNot(), true));
            failures = 0;
        } catch (Throwable failed) {
            failures += failed instanceof OutOfMemoryError ? 0 : 1; // it says nothing of the driver
            log.failure("sample.nvml", failed);
        }
        if (!stopped) {
            LockSupport.parkNanos(this, periodNanos);
        }
    }

    private void publish(View next) {
        boolean first = !view.answered;
        view = next;
        if (first) {
            onFirstAnswer.run();
        }
    }

    private void end(NvmlSession open) {
        if (!stopped) {
            String why = "reading the GPUs failed " + MOST_FAILURES + " times in a row and was switched off";
            view = new View(null, why, true);
            log.warn("GPU: " + why);
        }
        if (!jvmEnds()) {
            open.shutdown();
        }
    }

    /** While the JVM ends no driver call may begin: a thread that hangs in the kernel keeps the process alive. */
    private static boolean jvmEnds() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread("nightjar-none"));
            return false;
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }

    /** The native thread, which has no context class loader. */
    private final class Loop extends AgentThread {
        Loop() {
            super("nightjar-nvml", AFTER_FAILURE_NANOS);
        }

        @Override
        protected boolean round() {
            NvmlSession open = session;
            if (open == null) {
                Nvml nvml = load();
                session = nvml == null ? null : new NvmlSession(nvml, library, log);
            } else {
                cycle(open);
            }
            return true;
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("sample.nvml", failure);
        }

        @Override
        protected boolean isClosed() {
            return stopped || unusable || failures >= MOST_FAILURES;
        }

        @Override
        protected void ended() {
            NvmlSession open = session;
            if (open != null) {
                end(open);
            }
        }

        @Override
        protected void prepare(Thread fresh) {
            fresh.setContextClassLoader(null);
        }
    }

    /** Loads the native library; may block. */
    public interface Loader {
        Nvml load() throws Exception;
    }

    /** What the native thread has published. */
    private record View(
            @Nullable GpuSnapshot snapshot, @Nullable String whyNot, boolean answered) {}
}
