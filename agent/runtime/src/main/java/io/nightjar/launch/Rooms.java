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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that are built once the application runs: detection, sampling and delivery, and what is done in them once a
 * second. Built and kept by the detector's thread; closed by whoever ends the agent.
 */
final class Rooms {
    private final Detector detector;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final Housekeeping housekeeping;
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
        detector.onFailure(log::failure);
        Status status = new Status(config, weaver, recorder, detector, sampler, dispatcher, log, clock);
        housekeeping = new Housekeeping(gate, log)
                .onceMainHasBegun("launch.properties", () -> publish(instrumentation, status))
                .onceMainHasBegun("launch.sampling", () -> startSampling(instrumentation))
                .onceMainHasBegun("sink.start", dispatcher::start)
                .everySecond("weave.housekeeping", weaver::housekeep)
                .everySecond(
                        "launch.reload", new Reload(agent, loader, config, weaver, detector, sampler, dispatcher, log, clock));
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
        closing("detect.stop", detector::stop);
        closing("sink.close", dispatcher);
        closing("sample.close", sampler);
        AgentProperties published = properties;
        if (published != null) {
            closing("launch.properties", published);
        }
    }

    private void publish(Instrumentation instrumentation, Status status) throws ReflectiveOperationException {
        Map<String, Supplier<String>> answers = new LinkedHashMap<>();
        answers.put("nightjar.alerts", status::alerts);
        answers.put("nightjar.status", status::status);
        properties = AgentProperties.publish(instrumentation, answers);
    }

    private void startSampling(Instrumentation instrumentation) {
        NativeAccess.grant(instrumentation);
        sampler.start();
    }

    private void closing(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Throwable e) {
            log.failure(what, e);
        }
    }
}
