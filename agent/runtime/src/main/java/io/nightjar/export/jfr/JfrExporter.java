package io.nightjar.export.jfr;

import io.nightjar.alert.AlertListener;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.calls.CallQueue;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallOutcome;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.CallSink;
import io.nightjar.record.OperationSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Slow calls, failed calls and alerts as events of the JVM's flight recorder, while a recording runs that wants them. To be made
 * once the JVM has loaded its recorder; before the recorder is initialised no class of an event is loaded. Thread-safe.
 */
public final class JfrExporter implements AutoCloseable {
    private static final int CALLS_WAITING = 1_024;
    /** How long a failed call waits for others before the detector's thread is woken for it. */
    private static final long WAKE_NANOS = 100_000_000L;

    private final CallRecorder recorder;
    private final Consumer<@Nullable AlertListener> alerts;
    private final ToLongFunction<OperationSpec> thresholdNanos;
    private final Runnable wake;
    private final AgentLog log;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CallSink writer = this::write;
    private final Map<Integer, Long> thresholds = new HashMap<>();
    private volatile @Nullable RecorderEvents events;
    private volatile @Nullable CallQueue queue;
    private volatile long writtenNanos;
    private boolean closed;
    private boolean hearsAlerts;
    private long droppedSaid;

    /**
     * An exporter that does nothing before its first {@link #run}.
     *
     * @param alerts is given who hears of alerts, null for nobody
     * @param thresholdNanos over which a call of an operation is slow
     * @param wake makes the thread that calls {@link #write()} do so soon; neither blocks nor throws
     */
    public JfrExporter(
            CallRecorder recorder,
            Consumer<@Nullable AlertListener> alerts,
            ToLongFunction<OperationSpec> thresholdNanos,
            Runnable wake,
            AgentLog log) {
        this.recorder = recorder;
        this.alerts = alerts;
        this.thresholdNanos = thresholdNanos;
        this.wake = wake;
        this.log = log;
    }

    /** Takes note of whether a recording runs; to be called about once a second. */
    public synchronized void run() {
        if (closed) {
            return;
        }
        RecorderEvents known = events;
        if (known == null) {
            if (!FlightRecorder.isInitialized()) {
                return;
            }
            known = RecorderEvents.register();
            events = known;
        }
        thresholds.clear();
        takeCalls(known.wantsCalls());
        hearAlerts(known.wantsAlerts());
        sayDropped();
    }

    private void takeCalls(boolean wanted) {
        if (wanted && queue == null) {
            droppedSaid = 0;
            CallQueue fresh = new CallQueue(CALLS_WAITING);
            queue = fresh;
            recorder.exceptionalCalls((id, start, end, outcome, errorClass, details, firstChunk, chunks) -> {
                fresh.offer(id, start, end, outcome, errorClass, details, firstChunk, chunks);
                if (end - writtenNanos > WAKE_NANOS && !woken.get() && woken.compareAndSet(false, true)) {
                    wake.run();
                }
            });
        } else if (!wanted && queue != null) {
            recorder.exceptionalCalls(null);
            write();
            sayDropped();
            queue = null;
        }
    }

    private void hearAlerts(boolean wanted) {
        if (wanted != hearsAlerts) {
            alerts.accept(wanted ? this::write : null);
            hearsAlerts = wanted;
        }
    }

    private void sayDropped() {
        CallQueue calls = queue;
        if (calls != null && calls.dropped() > droppedSaid) {
            long dropped = calls.dropped();
            log.lost(
                    "export.jfr.dropped",
                    dropped - droppedSaid,
                    "slow and failed calls are missing in flight recordings");
            droppedSaid = dropped;
        }
    }

    /** Writes the calls that wait; to be called by the detector's thread. */
    public synchronized void write() {
        CallQueue calls = queue;
        if (calls == null) {
            return;
        }
        writtenNanos = System.nanoTime();
        woken.set(false);
        int left = CALLS_WAITING;
        while (left > 0 && calls.poll(writer)) {
            left--;
        }
    }

    private void write(
            int operationId,
            long startNanos,
            long endNanos,
            CallOutcome outcome,
            @Nullable String errorClass,
            @Nullable CallDetails details,
            long firstChunkNanos,
            long chunks) {
        RecorderEvents known = events;
        OperationSpec spec = recorder.spec(operationId);
        if (known == null || spec == null) {
            return;
        }
        try {
            Map<String, String> labels = details == null ? Map.of() : details.labels();
            long latencyNanos = endNanos - startNanos;
            long threshold = thresholds.computeIfAbsent(operationId, id -> thresholdNanos.applyAsLong(spec));
            if (latencyNanos > threshold) {
                known.slowCall(spec.name(), labels, latencyNanos, threshold);
            }
            if (outcome == CallOutcome.FAILED) {
                known.failedCall(spec.name(), labels, latencyNanos, errorClass);
            }
        } catch (Throwable e) {
            log.failure("export.jfr", e);
        }
    }

    /** An alert that people hear of, as the log does; not its end, and not a group's summary of what was an event already. */
    private void write(Notice notice) {
        RecorderEvents known = events;
        if (known == null
                || notice.kind() != NoticeKind.NOTIFICATION
                || notice.group() != null
                || notice.alert().status() != AlertStatus.FIRING) {
            return;
        }
        try {
            known.alert(notice.alert());
        } catch (Throwable e) {
            log.failure("export.jfr", e);
        }
    }

    /** No event comes from here any more. */
    @Override
    public synchronized void close() {
        RecorderEvents known = events;
        if (closed || known == null) {
            closed = true;
            return;
        }
        takeCalls(false);
        hearAlerts(false);
        closed = true;
        events = null;
        known.close();
    }
}
