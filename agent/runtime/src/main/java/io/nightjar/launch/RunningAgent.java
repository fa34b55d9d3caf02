package io.nightjar.launch;

import io.nightjar.calls.CallLog;
import io.nightjar.config.ConfigLoader;
import io.nightjar.config.NightjarConfig;
import io.nightjar.config.WatchSettings;
import io.nightjar.hook.Hook;
import io.nightjar.host.DaemonThreads;
import io.nightjar.host.Privileged;
import io.nightjar.log.AgentLog;
import io.nightjar.log.AgentVersion;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The agent while it runs: starts recording, weaving and the detector's thread, has the other components built once the
 * application runs, and closes everything in reverse order, the transformer first. Thread-safe; closed once, by a
 * detachment or by the JVM's end.
 */
final class RunningAgent implements AutoCloseable, DetectorThread.Work {
    private static final NanoClock CLOCK = NanoClock.SYSTEM;
    /** How long the last calls may take to be written. */
    private static final long LAST_CALLS_NANOS = 500_000_000L;

    private final ConfigLoader loader;
    private final NightjarConfig config;
    private final Instrumentation instrumentation;
    private final AgentLog log;
    private final MainGate gate = MainGate.forCurrentThread();
    private final DetectorThread thread;
    private final Thread shutdownHook = DaemonThreads.named("nightjar-shutdown", new ShutdownHook(this));
    /** Its own lock, and no atomic, which a start would wait for. */
    private final Object ending = new Object();

    private boolean ended;
    /** Made once there is anything to record, at the latest with the components: no start is long enough for what it does not need. */
    private volatile @Nullable Recording recording;

    private volatile @Nullable AgentComponents components;
    private volatile @Nullable CallLog calls;
    private boolean weaving;

    private RunningAgent(ConfigLoader loader, NightjarConfig config, Instrumentation instrumentation, AgentLog log) {
        this.loader = loader;
        this.config = config;
        this.instrumentation = instrumentation;
        this.log = log;
        thread = new DetectorThread(this, log, CLOCK);
    }

    /** Builds and starts what is needed from the first call on; what fails is undone before it is thrown. */
    static RunningAgent start(ConfigLoader loader, NightjarConfig config, Instrumentation instrumentation, AgentLog log)
            throws Exception {
        RunningAgent agent = new RunningAgent(loader, config, instrumentation, log);
        try {
            agent.recordCalls(config.log().calls());
            if (!config.watch().isEmpty()) {
                agent.watch(config.watch());
            }
            Runtime.getRuntime().addShutdownHook(agent.shutdownHook);
            if (agent.gate.isOpen()) {
                agent.runPeriodicTasks(); // an attached agent answers as soon as it is attached
            }
            agent.thread.start();
        } catch (Throwable e) {
            agent.stopWatching();
            agent.recordCalls(null);
            throw e;
        }
        log.info(AgentVersion.text() + " watches " + agent.watched() + " (" + config.source() + ")");
        for (String sentence : config.switchedOff()) {
            log.warn(sentence);
        }
        return agent;
    }

    private Recording recording() {
        Recording made = recording;
        return made == null ? makeRecording() : made;
    }

    private synchronized Recording makeRecording() {
        Recording made = recording;
        if (made == null) {
            made = new Recording(config, new WakeDetector(thread), log, instrumentation, CLOCK);
            recording = made;
        }
        return made;
    }

    /** What is watched, in a few words. */
    private String watched() {
        Recording made = recording;
        return made == null ? "nothing" : made.weaver().watched();
    }

    /** Watches this from now on; the hook is defined and classes are looked at once there is anything to watch. */
    synchronized void watch(WatchSettings settings) throws IOException, IllegalAccessException {
        Recording made = recording();
        if (!weaving && !settings.isEmpty()) {
            defineHook();
            made.weaver().install();
            weaving = true;
        }
        made.weaver().reweave(settings);
    }

    /** Whether the span of a slow or failed call is looked for from now on. */
    void lookForSpans(boolean traces) {
        recording().lookForSpans(traces);
    }

    /** Writes every call to this file from now on; null for none. */
    synchronized void recordCalls(@Nullable Path file) {
        CallLog before = calls;
        if (before == null ? file == null : before.writes(file)) {
            return;
        }
        calls = file == null ? null : CallLog.start(recording().recorder(), file, log, CLOCK, InstantSource.system());
        if (before != null) {
            before.close(LAST_CALLS_NANOS);
        }
    }

    /** Has written what calls wait for it. */
    void writeCalls() {
        CallLog current = calls;
        if (current != null) {
            current.run();
        }
    }

    /** Why calls are not written; null where they are, or need not be. */
    @Nullable
    String callsNotWritten() {
        CallLog current = calls;
        return current == null ? null : current.standstill();
    }

    @Override
    public void prepare() {
        components();
    }

    @Override
    public long judge() {
        return components().judge();
    }

    @Override
    public boolean runPeriodicTasks() {
        return components().runPeriodicTasks();
    }

    @Override
    public void ranOut() {
        Recording made = recording;
        if (made != null) {
            made.weaver().ranOut();
        }
    }

    private synchronized void stopWatching() {
        Recording made = recording;
        if (!weaving || made == null) {
            return;
        }
        try {
            made.weaver().close();
        } catch (Throwable e) {
            log.failure("weave.close", e);
        }
    }

    /** The components that judge and deliver, built at the first call. */
    private AgentComponents components() {
        AgentComponents built = components;
        return built == null ? build() : built;
    }

    private synchronized AgentComponents build() {
        AgentComponents built = components;
        if (built == null) {
            built = new AgentComponents(this, thread, loader, config, instrumentation, gate, recording(), log, CLOCK);
            components = built;
        }
        return built;
    }

    /** A detachment: every class is restored and every thread ends. */
    @Override
    public void close() {
        Privileged.get(() -> {
            detach();
            return null;
        });
    }

    private void detach() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException theJvmIsEnding) {
            return;
        }
        stopWatching();
        end();
        log.info(AgentVersion.text() + " is detached");
    }

    /** The end, at detachment and at the JVM's: nothing new is raised, what is queued gets its last attempt. */
    void end() {
        synchronized (ending) {
            if (ended) {
                return;
            }
            ended = true;
        }
        try {
            thread.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Recording made = recording;
        boolean wanted = made != null && made.recorder().hasSlowCalls() || config.otlp() != null && gate.isOpen();
        AgentComponents built = wanted ? components() : builtComponents();
        if (built != null) {
            built.close();
        }
        CallLog current = calls;
        if (current != null) {
            current.close(LAST_CALLS_NANOS);
        }
    }

    private synchronized @Nullable AgentComponents builtComponents() {
        return components;
    }

    private void defineHook() throws IOException, IllegalAccessException {
        try (InputStream in = RunningAgent.class.getResourceAsStream("/java/lang/NightjarHook.class")) {
            if (in == null) {
                throw new IOException("the agent's jar lacks its hook");
            }
            Hook.define(instrumentation, in.readAllBytes());
        }
    }
}
