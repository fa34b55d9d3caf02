package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConsoleSettings;
import io.nightjar.config.NightjarConfig;
import io.nightjar.config.OtlpSettings;
import io.nightjar.detect.Detector;
import io.nightjar.export.Exporter;
import io.nightjar.export.Exporters;
import io.nightjar.export.jfr.JfrExporter;
import io.nightjar.export.jmx.JmxExporter;
import io.nightjar.export.metric.AgentMetrics;
import io.nightjar.export.otlp.OtlpExporter;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.PolicyControl;
import io.nightjar.record.CallRecorder;
import io.nightjar.request.AgentRequests;
import io.nightjar.sample.Sampler;
import io.nightjar.sample.reading.NativeAccess;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.status.StatusSource;
import io.nightjar.time.Durations;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components that are built once the application runs: detection, sampling and delivery, and what is done in them once a
 * second. Built and kept by the detector's thread; closed by whoever ends the agent.
 */
final class AgentComponents {
    private final RunningAgent agent;
    private final Detector detector;
    private final @Nullable KeptState state;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final StatusSource status;
    private final List<Exporter> exporters;
    private final PeriodicTasks tasks;
    private final Instrumentation instrumentation;
    private final Weaver weaver;
    private final AgentLog log;
    private final DetectorThread judging;
    private final Problems problems;
    private final CallRecorder recorder;
    private final NanoClock clock;
    private final InstantSource wallClock;
    private final MainGate gate;
    private final AgentRequests requests;
    private final PolicyControl policy;
    /** Until the application's main has begun, what the console is to follow then. */
    private @Nullable ConsoleSettings firstConsole;

    private volatile @Nullable ConsolePart console;
    /** Null until somebody asks for metrics. */
    private @Nullable AgentMetrics metrics;
    /** Until the application's main has begun, where metrics are to be pushed then. */
    private @Nullable OtlpSettings firstOtlp;

    private @Nullable OtlpExporter otlp;
    private final long startedNanos;
    private boolean wantsJmx;
    private boolean wantsJfr;
    private volatile @Nullable JmxExporter jmx;
    private volatile @Nullable JfrExporter jfr;

    AgentComponents(
            RunningAgent agent,
            DetectorThread judging,
            ConfigLoader loader,
            NightjarConfig config,
            Instrumentation instrumentation,
            MainGate gate,
            Recording recording,
            AgentLog log,
            NanoClock clock) {
        this.agent = agent;
        this.log = log;
        this.judging = judging;
        recorder = recording.recorder();
        weaver = recording.weaver();
        this.clock = clock;
        this.gate = gate;
        wallClock = InstantSource.system();
        sampler = Sampler.create(config.sampling(), log, clock);
        dispatcher = AlertDispatcher.create(config.delivery(), log, clock, wallClock);
        detector = new Detector(
                recorder, config.detection(), clock, wallClock, sampler, sampler, weaver.stacks(), dispatcher);
        detector.onFailure(log);
        dispatcher.onArrival(detector);
        state = KeptState.open(config.state(), config.service(), detector, dispatcher, log, clock, wallClock);
        this.instrumentation = instrumentation;
        Reload reload = new Reload(
                loader, config, new ReloadSteps(agent, this, detector, sampler, dispatcher, log), weaver, log, clock);
        problems = new Problems(log)
                .add(new StandstillCheck(StandstillCheck.JUDGING))
                .add(new StandstillCheck(StandstillCheck.SAMPLING))
                .add(new StandstillCheck(StandstillCheck.DELIVERY))
                .add(new StandstillCheck(StandstillCheck.RECORDING))
                .add(new StandstillCheck(StandstillCheck.CONSOLE))
                .add(reload);
        if (state != null) {
            problems.add(state);
        }
        sampler.afterEachLook(new StandstillCheck(StandstillCheck.DETECTOR_THREAD));
        status = new StatusSource(
                config.source(), weaver, recorder, detector, sampler, dispatcher, problems, log, clock);
        policy = state == null ? detector : state.control();
        requests = new AgentRequests(policy, log, wallClock);
        exporters = Exporters.create(status, requests, instrumentation, log);
        firstConsole = config.console();
        firstOtlp = config.otlp();
        startedNanos = clock.nanoTime();
        wantsJmx = config.jmx();
        wantsJfr = config.jfr();
        tasks = new PeriodicTasks(gate, log, clock);
        for (Exporter exporter : exporters) {
            tasks.onceMainHasBegun(new ExporterStart(exporter));
        }
        tasks.onceMainHasBegun(new ComponentTask(ComponentTask.START_SAMPLING))
                .onceMainHasBegun(new ComponentTask(ComponentTask.START_DELIVERY))
                .everySecond(new ComponentTask(ComponentTask.REPAIR_WEAVING))
                .everySecond(reload)
                .everySecond(new ComponentTask(ComponentTask.CONSOLE))
                .everySecond(new ComponentTask(ComponentTask.OTLP))
                .everySecond(new ComponentTask(ComponentTask.JMX))
                .everySecond(new ComponentTask(ComponentTask.JFR))
                .everySecond(new ComponentTask(ComponentTask.REVIVE_THREADS))
                .everySecond(Preparation.ofDelivery(dispatcher, log, clock))
                .everySecond(Preparation.ofClasses(log, clock));
        if (state != null) {
            tasks.everySecond(state);
        }
    }

    Detector detector() {
        return detector;
    }

    /** Writes events of what has ended, and judges once; returns after how many nanoseconds to judge again. */
    long judge() {
        JfrExporter events = jfr;
        if (events != null) {
            events.write();
        }
        return detector.tick();
    }

    /** Whether there are MXBeans, and events in flight recordings, from now on. Called by the detector's thread alone. */
    void followExports(boolean newJmx, boolean newJfr) {
        wantsJmx = newJmx;
        wantsJfr = newJfr;
        JmxExporter beans = jmx;
        if (!newJmx && beans != null) {
            beans.close();
            jmx = null;
        }
        JfrExporter events = jfr;
        if (!newJfr && events != null) {
            events.close();
            jfr = null;
        }
    }

    private void runJmx() {
        JmxExporter beans = jmx;
        if (wantsJmx && beans == null) {
            beans = new JmxExporter(
                    status, () -> detector.policyCounts().sent(), recorder, instrumentation, log, clock);
            jmx = beans;
        }
        if (beans != null) {
            beans.run();
        }
    }

    private void runJfr() {
        JfrExporter events = jfr;
        if (wantsJfr && events == null && weaver.hasRecorder(clock.nanoTime())) {
            events = new JfrExporter(
                    recorder,
                    dispatcher::listener,
                    operation -> Durations.nanos(detector.limits(operation).latencyThresholdMillis()),
                    judging::wake,
                    log);
            jfr = events;
        }
        if (events != null) {
            events.run();
        }
    }

    /** False while the application's main has not begun, so that one looks again soon. */
    boolean runPeriodicTasks() {
        return tasks.run();
    }

    /** The console listens as these say from now on; null for nowhere. Called by the detector's thread alone. */
    void followConsole(@Nullable ConsoleSettings settings) {
        firstConsole = null;
        ConsolePart part = console;
        if (part == null && settings != null) {
            part = ConsolePart.create(
                    status,
                    requests,
                    policy,
                    this::standstill,
                    recorder,
                    sampler,
                    this::metrics,
                    detector::constantLabels,
                    log,
                    clock,
                    wallClock);
            console = part;
        }
        if (part != null) {
            part.follow(settings);
        }
    }

    /** Metrics are pushed as these say from now on; null for nowhere. */
    synchronized void followOtlp(@Nullable OtlpSettings settings) {
        OtlpExporter exporter = otlp;
        if (exporter == null && settings != null) {
            exporter = new OtlpExporter(metrics()::read, recorder, log, clock, wallClock, startedNanos);
            otlp = exporter;
        }
        if (exporter != null) {
            exporter.follow(settings);
        }
        firstOtlp = null;
    }

    /** Pushes metrics where that is due; where the application's main has begun, and not before. */
    private synchronized void pushMetrics() {
        if (firstOtlp != null) {
            followOtlp(firstOtlp);
        }
        OtlpExporter exporter = otlp;
        if (exporter != null) {
            exporter.run();
        }
    }

    /** A last push, also of an application that was short. */
    private void closeOtlp(boolean mainHasBegun) {
        OtlpExporter exporter;
        synchronized (this) {
            if (firstOtlp != null && mainHasBegun) {
                followOtlp(firstOtlp);
            }
            exporter = otlp;
        }
        if (exporter != null) {
            close("otlp.close", exporter);
        }
    }

    /** What the agent sees, as metrics; one for all who ask. */
    private synchronized AgentMetrics metrics() {
        AgentMetrics known = metrics;
        if (known == null) {
            known = new AgentMetrics(recorder, detector, sampler, dispatcher, log);
            metrics = known;
        }
        return known;
    }

    /** Whether the console listens as it was last told to. */
    boolean isConsoleSettled() {
        ConsolePart part = console;
        return part == null || part.isSettled();
    }

    /** What of recording, judging and delivery stands still, in a word each. */
    private List<String> standstill() {
        List<String> words = new ArrayList<>();
        if (weaver.isOff()) {
            words.add("recording");
        }
        if (judging.standstill() != null) {
            words.add("judging");
        }
        if (!dispatcher.problems().isEmpty()) {
            words.add("delivery");
        }
        return words;
    }

    /** Raises nothing new, sends what is queued within the time that a stop allows, and ends every thread. */
    void close() {
        ConsolePart part = console;
        if (part != null) {
            close("console.close", part);
        }
        try {
            detector.stop();
        } catch (Throwable e) {
            log.failure("detect.stop", e);
        }
        close("sink.close", dispatcher);
        try {
            closeOtlp(gate.isOpen());
        } catch (Throwable e) {
            log.failure("otlp.close", e);
        }
        if (state != null) {
            state.close();
        }
        close("sample.close", sampler);
        JfrExporter events = jfr;
        if (events != null) {
            close("export.jfr", events);
        }
        JmxExporter beans = jmx;
        if (beans != null) {
            close("export.jmx", beans);
        }
        for (int i = exporters.size() - 1; i >= 0; i--) {
            close(exporters.get(i).name(), exporters.get(i));
        }
    }

    private void sayUnmatchedRules() {
        List<String> sentences = detector.unmatchedRules();
        for (int i = 0; i < sentences.size(); i++) {
            log.warnOnce("rule " + sentences.get(i), sentences.get(i));
        }
    }

    private void close(String failureName, AutoCloseable component) {
        try {
            component.close();
        } catch (Throwable e) {
            log.failure(failureName, e);
        }
    }

    /**
     * One task of a component. There is one class for all kinds, and no class or lambda for each, because the agent starts
     * with each application, also with a small one, and every class that is loaded makes that start longer.
     */
    private final class ComponentTask implements PeriodicTasks.Task {
        static final int START_SAMPLING = 0;
        static final int START_DELIVERY = 1;
        static final int REPAIR_WEAVING = 2;
        static final int REVIVE_THREADS = 3;
        static final int CONSOLE = 4;
        static final int OTLP = 5;
        static final int JMX = 6;
        static final int JFR = 7;

        private final int kind;

        ComponentTask(int kind) {
            this.kind = kind;
        }

        @Override
        public String name() {
            return switch (kind) {
                case START_SAMPLING -> "launch.sampling";
                case START_DELIVERY -> "sink.start";
                case REPAIR_WEAVING -> "weave.housekeeping";
                case CONSOLE -> "console.run";
                case OTLP -> "otlp.run";
                case JMX -> "export.jmx";
                case JFR -> "export.jfr";
                default -> "launch.revive";
            };
        }

        @Override
        public void run() throws Exception {
            switch (kind) {
                case START_SAMPLING -> {
                    NativeAccess.grant(instrumentation);
                    sampler.start();
                }
                case START_DELIVERY -> dispatcher.start();
                case REPAIR_WEAVING -> weaver.runPeriodicTasks();
                case OTLP -> pushMetrics();
                case CONSOLE -> {
                    if (firstConsole != null) {
                        followConsole(firstConsole);
                    }
                    ConsolePart part = console;
                    if (part != null) {
                        part.run();
                    }
                }
                case JMX -> runJmx();
                case JFR -> runJfr();
                default -> {
                    sampler.revive();
                    dispatcher.revive();
                    agent.writeCalls();
                    status.observe();
                    problems.log();
                    sayUnmatchedRules();
                }
            }
        }
    }

    /** The start of one exporter. */
    private record ExporterStart(Exporter exporter) implements PeriodicTasks.Task {
        @Override
        public String name() {
            return exporter.name();
        }

        @Override
        public void run() throws Exception {
            exporter.start();
        }
    }

    /**
     * Whether one component stands still. The sampler's thread runs the check of the detector's thread, which cannot check
     * itself. One class for all kinds, for the reason above.
     */
    private final class StandstillCheck implements Problems.Part, Runnable {
        static final int JUDGING = 0;
        static final int SAMPLING = 1;
        static final int DELIVERY = 2;
        static final int RECORDING = 3;
        static final int DETECTOR_THREAD = 4;
        static final int CONSOLE = 5;

        private final int kind;

        StandstillCheck(int kind) {
            this.kind = kind;
        }

        @Override
        public void addTo(List<String> problems) {
            switch (kind) {
                case JUDGING -> add(judging.standstill(), problems);
                case SAMPLING -> add(sampler.standstill(), problems);
                case CONSOLE -> {
                    ConsolePart part = console;
                    add(part == null ? null : part.problem(), problems);
                }
                case RECORDING -> {
                    add(weaver.isOff() ? "recording kept failing and is switched off" : null, problems);
                    add(agent.callsNotWritten(), problems);
                }
                default -> problems.addAll(dispatcher.problems());
            }
        }

        private static void add(@Nullable String problem, List<String> problems) {
            if (problem != null) {
                problems.add(problem);
            }
        }

        @Override
        public void run() {
            judging.revive();
            problems.log();
        }
    }
}
