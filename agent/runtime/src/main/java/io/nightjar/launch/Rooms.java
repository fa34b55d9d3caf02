package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.record.CallRecorder;
import io.nightjar.sample.NativeAccess;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that are built once the application runs: detection, sampling and delivery, and what is done in them once a
 * second. Built and kept by the detector's thread; closed by whoever ends the agent.
 */
final class Rooms {
    private final Detector detector;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final Status status;
    private final Housekeeping housekeeping;
    private final Instrumentation instrumentation;
    private final Weaver weaver;
    private final AgentLog log;
    private volatile @Nullable AgentProperties properties;

    Rooms(
            RunningAgent agent,
            ConfigLoader loader,
            NightjarConfig config,
            Instrumentation instrumentation,
            MainGate gate,
            CallRecorder recorder,
            Weaver weaver,
            AgentLog log,
            NanoClock clock) {
        this.log = log;
        InstantSource wallClock = InstantSource.system();
        sampler = Sampler.create(config.sampling(), log, clock);
        dispatcher = AlertDispatcher.create(config.delivery(), log, clock, wallClock);
        detector = new Detector(
                recorder, config.detection(), clock, wallClock, sampler, sampler, weaver.stacks(), dispatcher);
        detector.onFailure(log);
        this.instrumentation = instrumentation;
        this.weaver = weaver;
        status = new Status(config, weaver, recorder, detector, sampler, dispatcher, log, clock);
        housekeeping = new Housekeeping(gate, log)
                .onceMainHasBegun(new Errand(Errand.PUBLISH))
                .onceMainHasBegun(new Errand(Errand.SAMPLE))
                .onceMainHasBegun(new Errand(Errand.DELIVER))
                .everySecond(new Errand(Errand.KEEP_WEAVE))
                .everySecond(new Reload(agent, loader, config, weaver, detector, sampler, dispatcher, log, clock));
    }

    Detector detector() {
        return detector;
    }

    /** False while the application's main has not begun, so that one looks again soon. */
    boolean keepHouse() {
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
    private final class Errand implements Housekeeping.Task {
        static final int PUBLISH = 0;
        static final int SAMPLE = 1;
        static final int DELIVER = 2;
        static final int KEEP_WEAVE = 3;
        private static final String[] NAMES = {"launch.properties", "launch.sampling", "sink.start", "weave.housekeeping"};

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
                default -> weaver.housekeep();
            }
        }
    }
}
