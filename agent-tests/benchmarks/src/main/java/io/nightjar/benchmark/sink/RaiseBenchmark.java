package io.nightjar.benchmark.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.config.Destination;
import io.nightjar.config.Proxies;
import io.nightjar.detect.CauseSettings;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.Detector;
import io.nightjar.detect.OperationLimits;
import io.nightjar.detect.SeverityBands;
import io.nightjar.detect.StatedSettings;
import io.nightjar.detect.ThroughputArm;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.Flapping;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.notify.RateLimit;
import io.nightjar.notify.Route;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an alert costs the detector's thread, with a log, a webhook and an Alertmanager in another process. Between two
 * alerts the detector is parked, as it is in life: with 1 ms the destinations have more than they can send, with 80 ms they,
 * and the processor's caches, have turned to other things.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class RaiseBenchmark {
    private static final Set<String> DESTINATIONS = Set.of("log", "webhook", "alertmanager");

    private static final long LATENCY_NANOS = 5_000_000;
    private static final int WARM_UP_ALERTS = 100_000;

    /** Between two alerts. */
    @Param({"0", "1", "80"})
    private int pauseMillis;

    private final CallRecorder recorder = CallRecorder.create(NanoClock.SYSTEM);
    private final Alert alert = alert();
    private AnsweringProcess receiver;
    private AlertDispatcher dispatcher;
    private Detector detector;
    private int operation;
    private Thread sleeper;
    private volatile boolean stopped;

    /** Starts the receiver, and has compiled what a detector runs that has raised many alerts. */
    @Setup
    public void start() throws IOException {
        sleeper = new Thread(this::sleep, "sleeper");
        sleeper.setDaemon(true);
        sleeper.start();
        receiver = AnsweringProcess.start();
        AgentLog log = new AgentLog(AgentLog.Level.INFO, AgentLog.Format.TEXT);
        log.configure(AgentLog.Level.INFO, AgentLog.Format.TEXT, new PrintStream(OutputStream.nullOutputStream()));
        dispatcher =
                AlertDispatcher.create(destinations(receiver.url()), log, NanoClock.SYSTEM, InstantSource.system());
        detector = new Detector(
                recorder,
                everyCallIsSlow(),
                NanoClock.SYSTEM,
                InstantSource.system(),
                List::of,
                (from, to) -> OptionalDouble.empty(),
                name -> List.of(),
                dispatcher);
        operation = recorder.operation(OperationSpec.of("onnxruntime.run", "engine"));
        for (int i = 0; i < WARM_UP_ALERTS; i++) {
            endASlowCall();
            raise();
        }
    }

    /** Ends the receiver. */
    @TearDown
    public void stop() {
        stopped = true;
        dispatcher.close();
        receiver.close();
    }

    /** One slow call for the detector to find, after a pause. */
    @Setup(Level.Invocation)
    public void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        endASlowCall();
    }

    /** All that the detector does: finds the slow call, makes the alert, keeps it in the history, hands it over. */
    @Benchmark
    public long raise() {
        return detector.tick();
    }

    /** The hand-over of a finished alert alone, to the destinations of both kinds. */
    @Benchmark
    public void handOver() {
        dispatcher.onNotice(Notice.of(alert, NoticeKind.NOTIFICATION, DESTINATIONS));
        dispatcher.onNotice(Notice.of(alert, NoticeKind.CONDITION, DESTINATIONS));
    }

    /** To compare with: what it costs to wake one parked thread that has nothing to do. */
    @Benchmark
    public void wakeAThread() {
        LockSupport.unpark(sleeper);
    }

    private void sleep() {
        while (!stopped) {
            LockSupport.park(this);
        }
    }

    private void endASlowCall() {
        long nowNanos = System.nanoTime();
        recorder.started(operation, nowNanos - LATENCY_NANOS);
        recorder.ended(operation, nowNanos - LATENCY_NANOS, nowNanos, null);
    }

    private static DeliverySettings destinations(URI url) {
        return new DeliverySettings(
                List.of(
                        new Destination(
                                "webhook",
                                new Webhook(url, null, Map.of(), Duration.ofSeconds(5), WebhookFormat.NIGHTJAR),
                                Route.everything("webhook", NoticeKind.NOTIFICATION)),
                        new Destination(
                                "alertmanager",
                                new Alertmanager(List.of(url), null, null, null),
                                Route.everything("alertmanager", NoticeKind.CONDITION))),
                Route.everything(Route.LOG, NoticeKind.NOTIFICATION),
                new Http(null, Proxies.NONE),
                null);
    }

    private static DetectionSettings everyCallIsSlow() {
        OperationLimits limits = new OperationLimits(
                1,
                60_000,
                0.05,
                10,
                List.of(),
                OptionalDouble.empty(),
                ThroughputArm.REACHED,
                SeverityBands.RATIO_DEFAULT,
                Duration.ofSeconds(60));
        return new DetectionSettings(
                spec -> limits,
                limits,
                90,
                SeverityBands.MEMORY_DEFAULT,
                new NotificationSettings(
                        RateLimit.of(Duration.ZERO, false, false),
                        1_000,
                        List.of(
                                Route.everything(Route.LOG, NoticeKind.NOTIFICATION),
                                Route.everything("alertmanager", NoticeKind.CONDITION)),
                        List.of(),
                        Flapping.OFF),
                Duration.ofSeconds(60),
                Duration.ZERO,
                StatedSettings.NONE,
                CauseSettings.DEFAULT,
                Map.of("service", "benchmark", "instance", "host:4711"));
    }

    private static Alert alert() {
        Instant now = Instant.now();
        return new Alert(
                AlertType.LATENCY,
                Severity.ERROR,
                "Latency threshold exceeded for onnxruntime.run: 812.40ms (threshold: 400ms)",
                now,
                Map.of("operation", "onnxruntime.run", "latency_ms", 812.4, "threshold_ms", 400.0),
                "id",
                AlertStatus.FIRING,
                "fingerprint",
                now,
                null,
                Map.of("service", "benchmark", "operation", "onnxruntime.run"));
    }
}
