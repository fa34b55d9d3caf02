package io.nightjar.sample;

import io.nightjar.config.SamplingSettings;
import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.MemoryReading;
import io.nightjar.detect.MemorySource;
import io.nightjar.detect.PauseSource;
import io.nightjar.host.AgentThread;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.jvm.GcPauses;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads GPUs, container, host, process and JVM once in a period on a daemon thread of its own, {@code nightjar-sampler},
 * and keeps the latest reading. Thread-safe.
 *
 * <p>Cheap to make: native code, JMX and OSHI come with the first sample at the earliest, and native code only where
 * there is an NVML library or a system other than Linux.
 */
public final class Sampler implements MemorySource, PauseSource, AutoCloseable {
    /*
     * One writer, whoever holds the monitor in sample(): the sampler's thread, or a caller before start(). Readers see
     * the immutable `latest` by a volatile read and never wait. `settings` and `stopped` are volatile and go the other
     * way.
     */
    private static final int PERIODS_TILL_STALE = 3;
    private static final long LEAST_TILL_STALE_NANOS = 5_000_000_000L;
    /** Sampling stands still once nothing has been read for so long, and for several periods. */
    private static final long STANDSTILL_NANOS = 20_000_000_000L;

    private static final long LONGEST_REST_NANOS = 10_000_000_000L;
    private static final long AFTER_FAILURE_NANOS = 1_000_000_000L;

    private final AgentLog log;
    private final NanoClock clock;
    private final @Nullable Machine machine;
    private @Nullable ResourceReader reader;
    private volatile @Nullable GcPauses pauses;
    private volatile SamplingSettings settings;
    private volatile @Nullable ResourceSnapshot latest;
    private final AgentThread thread = new Loop();
    private volatile boolean stopped;
    private volatile boolean woken;
    /** What a rule has asked for, judged or not. */
    private volatile boolean wantsHeap;

    private volatile boolean wantsDirect;
    private volatile long startedNanos;
    private volatile Runnable afterEachLook = new Nothing();

    private Sampler(SamplingSettings settings, @Nullable Machine machine, AgentLog log, NanoClock clock) {
        this.settings = settings;
        this.machine = machine;
        this.log = log;
        this.clock = clock;
    }

    /** Makes one that has not begun; costs next to nothing. */
    public static Sampler create(SamplingSettings settings, AgentLog log, NanoClock clock) {
        return new Sampler(settings, null, log, clock);
    }

    static Sampler create(SamplingSettings settings, Machine machine, AgentLog log, NanoClock clock) {
        return new Sampler(settings, machine, log, clock);
    }

    /** Begins to sample; to be called once, after the application's main has begun. */
    public synchronized void start() {
        if (thread.isStarted() || stopped) {
            return;
        }
        startedNanos = clock.nanoTime();
        thread.start();
    }

    /** Starts the thread anew where it has died. */
    public void revive() {
        if (!stopped && thread.restartIfEnded()) {
            log.failure("sample.thread", thread.death());
        }
    }

    /** What the thread runs after each look, at least every ten seconds; to be set before {@link #start()}. */
    public void afterEachLook(Runnable work) {
        afterEachLook = work;
    }

    /** Why nothing is sampled; null while sampling goes on, or has not begun. */
    public @Nullable String standstill() {
        if (!thread.isStarted() || stopped) {
            return null;
        }
        ResourceSnapshot taken = latest;
        long sinceNanos = clock.nanoTime() - (taken == null ? startedNanos : taken.takenAtNanos());
        return sinceNanos <= Math.max(tillStaleNanos(), STANDSTILL_NANOS)
                ? null
                : "sampling stands still: memory has not been read for several periods";
    }

    /** Follows changed settings from now on. */
    public void replaceSettings(SamplingSettings newSettings) {
        settings = newSettings;
        wake();
    }

    /** The latest reading of everything; empty before the first. */
    public Optional<ResourceSnapshot> snapshot() {
        return Optional.ofNullable(latest);
    }

    /** What {@code memory.check} asks for, of the latest reading; nothing where it is too old. */
    @Override
    public List<MemoryReading> latest() {
        lookAtFirstCollection();
        ResourceSnapshot taken = fresh();
        return taken == null ? List.of() : taken.judged();
    }

    @Override
    public OptionalDouble usedPercent(MemoryKind kind) {
        if (kind == MemoryKind.HEAP) {
            wantsHeap = true;
        } else if (kind == MemoryKind.DIRECT) {
            wantsDirect = true;
        }
        ResourceSnapshot fresh = fresh();
        return fresh == null ? OptionalDouble.empty() : fresh.usedPercent(kind);
    }

    @Override
    public OptionalDouble cpuPercent() {
        ResourceSnapshot fresh = fresh();
        return fresh == null || fresh.process().isEmpty()
                ? OptionalDouble.empty()
                : fresh.process().get().cpuPercent();
    }

    @Override
    public OptionalDouble gpuUtilizationPercent() {
        ResourceSnapshot fresh = fresh();
        return fresh == null ? OptionalDouble.empty() : fresh.gpuUtilizationPercent();
    }

    /** The latest reading of everything; null where there is none, or where the latest is too old. */
    public @Nullable ResourceSnapshot fresh() {
        ResourceSnapshot taken = latest;
        return taken == null || clock.nanoTime() - taken.takenAtNanos() > tillStaleNanos() ? null : taken;
    }

    private long tillStaleNanos() {
        long periodNanos = Math.min(settings.interval().toNanos(), Long.MAX_VALUE / PERIODS_TILL_STALE);
        return Math.max(PERIODS_TILL_STALE * periodNanos, LEAST_TILL_STALE_NANOS);
    }

    @Override
    public OptionalDouble pauseMillisBetween(long startNanos, long endNanos) {
        GcPauses known = pauses;
        return known == null ? OptionalDouble.empty() : known.pauseMillisBetween(startNanos, endNanos);
    }

    /** From the first collection on each is listened to: that begins with a sample, at once. */
    private void lookAtFirstCollection() {
        GcPauses known = pauses;
        if (known != null && known.firstHasBeen()) {
            wake();
        }
    }

    /** Takes one reading now, on the calling thread, and keeps it as the latest. */
    public synchronized ResourceSnapshot sample() {
        ResourceReader source = opened();
        source.wants(wantsHeap, wantsDirect);
        ResourceSnapshot taken = source.read(settings, clock.nanoTime());
        latest = taken;
        return taken;
    }

    /**
     * Takes one complete reading: two samples some time apart, for CPU is what lies between, and the GPUs' first answer
     * as far as it comes in time.
     */
    public static ResourceSnapshot readOnce(SamplingSettings settings, AgentLog log, NanoClock clock, Duration patience)
            throws InterruptedException {
        Duration period = Duration.ofMillis(200);
        SamplingSettings quick =
                new SamplingSettings(period, settings.memoryCheck(), settings.gpuDevices(), settings.gpuLibrary());
        try (Sampler sampler = create(quick, log, clock)) {
            long endNanos = clock.nanoTime() + patience.toNanos();
            sampler.wantAllOfJvm();
            sampler.sample();
            do {
                Thread.sleep(period.toMillis());
            } while (sampler.isGpuPending() && clock.nanoTime() - endNanos < 0);
            return sampler.sample();
        }
    }

    /** Stops sampling; does not wait for a thread that hangs in a driver. */
    @Override
    public void close() {
        stopped = true;
        if (thread.isStarted()) {
            wake();
        } else {
            closeReader();
        }
    }

    /** Makes the thread sample now; does nothing before there is one. */
    private void wake() {
        woken = true;
        thread.wake();
    }

    /** One sample and the rest of its period, during which what is to run after each look runs several times. */
    private void sampleAndRest() {
        sample();
        long sampledNanos = clock.nanoTime();
        long leftNanos = 0;
        do {
            afterEachLook.run();
            leftNanos = settings.interval().toNanos() - (clock.nanoTime() - sampledNanos);
            if (!stopped && !woken && leftNanos > 0) {
                LockSupport.parkNanos(this, Math.min(leftNanos, LONGEST_REST_NANOS));
                leftNanos = settings.interval().toNanos() - (clock.nanoTime() - sampledNanos);
            }
        } while (leftNanos > 0 && !stopped && !woken);
        woken = false;
    }

    /** Made at the first sample: what it loads must not cost the application's start. */
    private ResourceReader opened() {
        ResourceReader made = reader;
        if (made == null) {
            GcPauses ring = new GcPauses();
            made = new ResourceReader(machine == null ? Machine.REAL : machine, ring, new Wake(), log, clock);
            reader = made;
            pauses = ring;
        }
        return made;
    }

    private synchronized void wantAllOfJvm() {
        opened().wantAllOfJvm();
    }

    private synchronized boolean isGpuPending() {
        return opened().isGpuPending(clock.nanoTime());
    }

    private synchronized void closeReader() {
        ResourceReader made = reader;
        if (made == null) {
            return;
        }
        try {
            made.close();
        } catch (Throwable failed) {
            log.failure("sample.close", failed);
        }
    }

    /** The sampler's thread, which has no context class loader. */
    private final class Loop extends AgentThread {
        Loop() {
            super("nightjar-sampler", AFTER_FAILURE_NANOS);
        }

        @Override
        protected boolean round() {
            sampleAndRest();
            return true;
        }

        @Override
        protected void report(Throwable failure) {
            log.failure("sample", failure);
        }

        @Override
        protected boolean isClosed() {
            return stopped;
        }

        @Override
        protected void ended() {
            closeReader();
        }

        @Override
        protected void prepare(Thread fresh) {
            fresh.setContextClassLoader(null);
        }
    }

    /** Nothing to run. A class and no lambda, as all here: a small application pays for each lambda. */
    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }

    private final class Wake implements Runnable {
        @Override
        public void run() {
            wake();
        }
    }
}
