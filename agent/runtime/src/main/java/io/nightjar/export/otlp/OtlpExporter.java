package io.nightjar.export.otlp;

import io.nightjar.config.OtlpSettings;
import io.nightjar.export.metric.MetricSink;
import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallRecorder;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.LazyTransport;
import io.nightjar.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pushes what the agent counts to a collector, from time to time and once more at the end. A thread of its own lives while a push
 * is under way. What did not arrive is not kept: the next push carries it all. Thread-safe.
 */
public final class OtlpExporter implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final long LAST_PUSH_NANOS = 2_000_000_000L;
    private static final int MOST_REASONS = 20;

    private final Consumer<MetricSink> metrics;
    private final CallRecorder recorder;
    private final AgentLog log;
    private final NanoClock clock;
    private final InstantSource wallClock;
    private final Instant since;
    private final Set<String> reasonsSaid = new HashSet<>();
    private @Nullable OtlpSettings settings;
    private @Nullable GenAiCounts generations;
    private @Nullable HttpTransport transport;
    private @Nullable OtlpPush push;
    private @Nullable PushSchedule schedule;
    /** The thread of the push that is under way; null for none. */
    private @Nullable Thread pushing;

    private boolean missedBefore;
    private boolean closed;

    /**
     * One that pushes nowhere yet.
     *
     * @param metrics hands over everything that is counted
     * @param startedNanos since when it is counted
     */
    public OtlpExporter(
            Consumer<MetricSink> metrics,
            CallRecorder recorder,
            AgentLog log,
            NanoClock clock,
            InstantSource wallClock,
            long startedNanos) {
        this.metrics = metrics;
        this.recorder = recorder;
        this.log = log;
        this.clock = clock;
        this.wallClock = wallClock;
        since = wallClock.instant().minusNanos(clock.nanoTime() - startedNanos);
    }

    /** Pushes as these say from now on, the first time an interval from now; null for nowhere. Returns at once. */
    public synchronized void follow(@Nullable OtlpSettings next) {
        if (closed || (next == null ? settings == null : next.equals(settings))) {
            return;
        }
        HttpTransport before = transport;
        if (before != null) {
            before.shutdown();
        }
        settings = next;
        if (next == null) {
            recorder.generations(null);
            generations = null;
            transport = null;
            push = null;
            schedule = null;
            return;
        }
        GenAiCounts counts = generations;
        if (counts == null) {
            counts = new GenAiCounts(recorder, OtlpPush.unixNanos(wallClock.instant()));
            generations = counts;
            recorder.generations(counts);
        }
        HttpTransport fresh = new LazyTransport(next.http());
        transport = fresh;
        push = new OtlpPush(next, metrics, counts, fresh, wallClock, since);
        schedule = new PushSchedule(clock.nanoTime(), next.interval());
        reasonsSaid.clear();
    }

    /** Begins a push where one is due and none is under way; to be called once a second. Returns at once. */
    public synchronized void run() {
        PushSchedule times = schedule;
        if (!closed && times != null && pushing == null && times.isDue(clock.nanoTime())) {
            times.begun(clock.nanoTime());
            begin(ANSWER_WITHIN);
        }
    }

    /** Ends with a last push, of 2 s at most; what is under way is cut off for it. */
    @Override
    public void close() {
        Thread last;
        HttpTransport used;
        synchronized (this) {
            if (closed || push == null) {
                closed = true;
                return;
            }
            closed = true;
            recorder.generations(null);
            if (pushing != null) {
                pushing.interrupt();
            }
            used = transport;
            last = begin(Duration.ofNanos(LAST_PUSH_NANOS));
        }
        try {
            if (last != null) {
                last.join(LAST_PUSH_NANOS / 1_000_000);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (used != null) {
            used.shutdown();
        }
    }

    private @Nullable Thread begin(Duration limit) {
        OtlpPush current = push;
        if (current == null) {
            return null;
        }
        Thread thread = DaemonThreads.named("nightjar-otlp", () -> push(current, limit));
        pushing = thread;
        try {
            thread.start();
            return thread;
        } catch (Throwable notStarted) {
            pushing = null;
            log.failure("otlp.thread", notStarted);
            return null;
        }
    }

    private void push(OtlpPush current, Duration limit) {
        PushAnswer answer = null;
        try {
            answer = current.send(limit);
        } catch (InterruptedException stopped) {
            // The last push has taken the place of this one.
        } catch (Throwable failed) {
            log.failure("otlp.make", failed);
        }
        try {
            ended(current, answer);
        } catch (Throwable failed) {
            log.failure("otlp.make", failed);
        }
    }

    private synchronized void ended(OtlpPush current, @Nullable PushAnswer answer) {
        if (pushing == Thread.currentThread()) {
            pushing = null;
        }
        if (answer == null || push != current) {
            return;
        }
        PushSchedule times = schedule;
        if (times != null) {
            times.ended(clock.nanoTime(), answer);
        }
        if (!answer.arrived()) {
            missed(current.place() + ": " + answer.text());
        } else if (answer.rejected() > 0) {
            log.lost("otlp.rejected", answer.rejected(), current.place() + " took a push but for some of its points");
        }
    }

    /** Counts a push that did not arrive, and says each reason once. The log itself says the first reason of all. */
    private void missed(String reason) {
        boolean fresh = reasonsSaid.size() < MOST_REASONS && reasonsSaid.add(reason);
        log.lost("otlp.push", 1, said(reason));
        if (fresh && missedBefore) {
            log.warn(said(reason));
        }
        missedBefore = true;
    }

    private static String said(String reason) {
        return reason + ": no metrics arrive; nothing is lost, for the next push carries all";
    }
}
