package io.nightjar.launch;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.hook.Hook;
import io.nightjar.log.AgentLog;
import io.nightjar.log.AgentVersion;
import io.nightjar.record.CallRecorder;
import io.nightjar.sample.NativeAccess;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.time.NanoClock;
import io.nightjar.weave.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent while it runs: builds the rooms, starts them, and closes them in reverse order, the transformer first.
 * Thread-safe; closed once, by a detachment or by the JVM's end.
 */
final class RunningAgent implements AutoCloseable {
    private final AgentLog log;
    private final Weaver weaver;
    private final Detector detector;
    private final DetectorThread thread;
    private final Sampler sampler;
    private final AlertDispatcher dispatcher;
    private final Thread shutdownHook;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable AgentProperties properties;

    private RunningAgent(ConfigLoader loader, NightjarConfig config, Instrumentation instrumentation, AgentLog log) {
        NanoClock clock = NanoClock.SYSTEM;
        this.log = log;
        CallRecorder recorder = CallRecorder.create(clock);
        weaver = Weaver.create(config.watch(), recorder, log, instrumentation);
        sampler = Sampler.create(config.sampling(), log, clock);
        dispatcher = AlertDispatcher.create(config.delivery(), log, clock, InstantSource.system());
        detector = new Detector(
                recorder, config.detection(), clock, InstantSource.system(), sampler, sampler, weaver.stacks(), dispatcher);
        detector.onFailure(log::failure);
        Reload reload = new Reload(loader, config, weaver, detector, sampler, dispatcher, log, clock);
        Status status = new Status(config, weaver, detector, sampler, dispatcher, log, clock);
        Housekeeping housekeeping = new Housekeeping(MainGate.forCurrentThread())
                .onceMainHasBegun(() -> publish(instrumentation, status))
                .onceMainHasBegun(() -> startSampling(instrumentation))
                .onceMainHasBegun(dispatcher::start)
                .everySecond(weaver::housekeep)
                .everySecond(reload);
        thread = new DetectorThread(detector, housekeeping, log, clock);
        recorder.onSlowCall(thread::wake);
        shutdownHook = new Thread(null, this::end, "nightjar-shutdown", 0, false);
    }

    /** Builds and starts everything; what fails is undone before it is thrown. */
    static RunningAgent start(
            ConfigLoader loader, NightjarConfig config, Instrumentation instrumentation, AgentLog log)
            throws Exception {
        ThreadLocalRandom.current(); // its first use inside a transformation could deadlock (JDK-8164165)
        RunningAgent agent = new RunningAgent(loader, config, instrumentation, log);
        try {
            Runtime.getRuntime().addShutdownHook(agent.shutdownHook);
            defineHook(instrumentation);
            agent.weaver.install();
            agent.thread.start();
        } catch (Throwable e) {
            agent.close();
            throw e;
        }
        log.info(AgentVersion.text() + " watches " + agent.weaver.watched() + " (" + config.source() + ")");
        for (String sentence : config.switchedOff()) {
            log.warn(sentence);
        }
        return agent;
    }

    private static void defineHook(Instrumentation instrumentation) throws IOException, IllegalAccessException {
        try (InputStream in = RunningAgent.class.getResourceAsStream("/java/lang/NightjarHook.class")) {
            if (in == null) {
                throw new IOException("the jar lacks its hook");
            }
            Hook.define(instrumentation, in.readAllBytes());
        }
    }

    private void publish(Instrumentation instrumentation, Status status) {
        Map<String, Supplier<String>> answers = new LinkedHashMap<>();
        answers.put("nightjar.alerts", status::alerts);
        answers.put("nightjar.status", status::status);
        try {
            properties = AgentProperties.publish(instrumentation, answers);
        } catch (Throwable e) {
            log.failure("launch.properties", e);
        }
    }

    private void startSampling(Instrumentation instrumentation) {
        try {
            NativeAccess.grant(instrumentation);
            sampler.start();
        } catch (Throwable e) {
            log.failure("launch.sampling", e);
        }
    }

    /** A detachment: every class is restored and every thread ends. */
    @Override
    public void close() {
        closing("weave.close", weaver);
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException theJvmIsEnding) {
            return;
        }
        log.info(AgentVersion.text() + " is detached");
    }

    /** The end, at detachment and at the JVM's: nothing new is raised, what is queued gets its last attempt. */
    private void end() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing("detect.close", thread);
        closing("detect.stop", detector::stop);
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
}
