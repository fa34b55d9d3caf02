package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallRecorder;
import io.nightjar.sample.Sampler;
import io.nightjar.sample.reading.NativeAccess;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components that are built once the application runs: detection, sampling and delivery, and what is done in them once a
 * second. Built and kept by the detector's thread; closed by whoever ends the agent.
 */
final class AgentComponents {
    private final Detector detector;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final Status status;
    private final PeriodicTasks housekeeping;
    private final Instrumentation instrumentation;
    private final Weaver weaver;
    private final AgentLog log;
    private final DetectorThread judging;
    private final Problems problems;
    private volatile @Nullable AgentProperties properties;

    AgentComponents(
            RunningAgent agent,
            DetectorThread judging,
            ConfigLoader loader,
            NightjarConfig config,
            Instrumentation instrumentation,
            MainGate gate,
            CallRecorder recorder,
            Weaver weaver,
            AgentLog log,
            NanoClock clock) {
        this.log = log;
        this.judging = judging;
        InstantSource wallClock = InstantSource.system();
        sampler = Sampler.create(config.sampling(), log, clock);
        dispatcher = AlertDispatcher.create(config.delivery(), log, clock, wallClock);
        detector = new Detector(
                recorder, config.detection(), clock, wallClock, sampler, sampler, weaver.stacks(), dispatcher);
        detector.onFailure(log);
        this.instrumentation = instrumentation;
        this.weaver = weaver;
        Reload reload = new Reload(
                loader, config, new ReloadSteps(agent, detector, sampler, dispatcher, log), weaver, log, clock);
        problems = new Problems(log).of(new Moving(Moving.JUDGING)).of(new Moving(Moving.SAMPLING))
                .of(new Moving(Moving.DELIVERY)).of(new Moving(Moving.RECORDING)).of(reload);
        sampler.afterEachLook(new Moving(Moving.WATCH));
        status = new Status(config, weaver, recorder, detector, sampler, dispatcher, problems, log, clock);
        housekeeping = new PeriodicTasks(gate, log, clock)
                .onceMainHasBegun(new Errand(Errand.PUBLISH))
                .onceMainHasBegun(new Errand(Errand.SAMPLE))
                .onceMainHasBegun(new Errand(Errand.DELIVER))
                .everySecond(new Errand(Errand.KEEP_WEAVE))
                .everySecond(reload)
                .everySecond(new Errand(Errand.REVIVE))
                .everySecond(Preparation.ofDelivery(dispatcher, log, clock))
                .everySecond(Preparation.ofClasses(log, clock));
    }

    Detector detector() {
        return detector;
    }

    /** False while the application's main has not begun, so that one looks again soon. */
    boolean runPeriodicTasks() {
        return housekeeping.run();
    }

    /** Raises nothing new, tells what is queued within the time that a stop allows, and ends every thread. */
    void close() {
        try {
            detector.stop();
        } catch (Throwable e) {
            log.failure("detect.stop", e);
        }
        closing("sink.close", dispatcher);
        closing("sample.close", sampler);
        AgentProperties published = properties;
        if (published != null) {
            closing("launch.properties", published);
        }
    }

    private void closing(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Throwable e) {
            log.failure(what, e);
        }
    }

    /** One piece of housekeeping. A class for them all, and no lambda for each: a small application pays for every class. */
    private final class Errand implements PeriodicTasks.Task {
        static final int PUBLISH = 0;
        static final int SAMPLE = 1;
        static final int DELIVER = 2;
        static final int KEEP_WEAVE = 3;
        static final int REVIVE = 4;
        private static final String[] NAMES = {
            "launch.properties", "launch.sampling", "sink.start", "weave.housekeeping", "launch.revive"
        };

        private final int what;

        Errand(int what) {
            this.what = what;
        }

        @Override
        public String name() {
            return NAMES[what];
        }

        @Override
        public void run() throws Exception {
            switch (what) {
                case PUBLISH -> properties = AgentProperties.publish(instrumentation, status);
                case SAMPLE -> {
                    NativeAccess.grant(instrumentation);
                    sampler.start();
                }
                case DELIVER -> dispatcher.start();
                case REVIVE -> {
                    sampler.revive();
                    dispatcher.revive();
                    problems.say();
                }
                default -> weaver.runPeriodicTasks();
            }
        }
    }

    /** What stands still in one part, and the sampler's look at the detector's thread, which cannot look at itself. */
    private final class Moving implements Problems.Part, Runnable {
        static final int JUDGING = 0;
        static final int SAMPLING = 1;
        static final int DELIVERY = 2;
        static final int WATCH = 3;
        static final int RECORDING = 4;

        private final int what;

        Moving(int what) {
            this.what = what;
        }

        @Override
        public void addTo(List<String> problems) {
            switch (what) {
                case JUDGING -> add(judging.standstill(), problems);
                case SAMPLING -> add(sampler.standstill(), problems);
                case RECORDING -> add(weaver.isOff() ? "recording kept failing and is switched off" : null, problems);
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
            problems.say();
        }
    }
}
