package io.nightjar.launch;

import io.nightjar.advice.AdviceText;
import io.nightjar.config.ConsoleSettings;
import io.nightjar.config.Secret;
import io.nightjar.console.AgentBackend;
import io.nightjar.console.AgentSeries;
import io.nightjar.console.ConsoleBackend;
import io.nightjar.console.ConsoleServer;
import io.nightjar.export.metric.AgentMetrics;
import io.nightjar.host.DaemonThreads;
import io.nightjar.log.AgentLog;
import io.nightjar.log.ThrownText;
import io.nightjar.notify.PolicyControl;
import io.nightjar.record.CallRecorder;
import io.nightjar.request.AgentRequests;
import io.nightjar.sample.Sampler;
import io.nightjar.status.StatusSource;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The console while the agent runs: listens where the settings say, and follows them. Loaded with the first settings. Used by
 * the detector's thread and by whoever ends the agent. Thread-safe.
 */
final class ConsolePart implements AutoCloseable {
    private static final int TOKEN_BYTES = 32;

    private final ConsoleBackend backend;
    private final AgentSeries series;
    private final StatusSource source;
    private final AgentLog log;
    private final Secret processToken;
    private final AtomicInteger pending = new AtomicInteger();
    private @Nullable ConsoleSettings settings;
    private @Nullable ConsoleServer server;
    private volatile @Nullable String problem;
    private volatile boolean listens;
    private boolean closed;

    private ConsolePart(ConsoleBackend backend, AgentSeries series, StatusSource source, AgentLog log) {
        this.backend = backend;
        this.series = series;
        this.source = source;
        this.log = log;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        processToken = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** One that listens nowhere yet. It alone knows the console's classes, so that no other class loads them. */
    static ConsolePart create(
            StatusSource source,
            AgentRequests requests,
            PolicyControl policy,
            Supplier<List<String>> standstill,
            CallRecorder recorder,
            Sampler sampler,
            Supplier<AgentMetrics> metrics,
            Supplier<Map<String, String>> constantLabels,
            AgentLog log,
            NanoClock clock,
            InstantSource wallClock) {
        AgentSeries series = new AgentSeries(recorder, sampler, clock, wallClock);
        AgentBackend backend = new AgentBackend(
                source,
                requests,
                policy,
                standstill,
                () -> AdviceText.of(source.advice()),
                series,
                new ScrapedMetrics(metrics, constantLabels));
        return new ConsolePart(backend, series, source, log);
    }

    /**
     * Listens as the settings say from now on; null for nowhere. A thread of its own sees to it, since the server's classes
     * take their time. What fails stands in {@link #problem}.
     */
    void follow(@Nullable ConsoleSettings next) {
        pending.incrementAndGet();
        try {
            DaemonThreads.named("nightjar-console-start", () -> {
                        try {
                            change(next);
                        } finally {
                            pending.decrementAndGet();
                        }
                    })
                    .start();
        } catch (Throwable notStarted) {
            pending.decrementAndGet();
            throw notStarted;
        }
    }

    private synchronized void change(@Nullable ConsoleSettings next) {
        ConsoleServer running = server;
        if (closed || (running != null || next == null) && Objects.equals(next, settings)) {
            return;
        }
        if (running != null && next != null && running.follows(next)) {
            settings = next;
            warnWhereNextToNothingIsServed(running);
            return;
        }
        stop();
        problem = null;
        settings = next;
        if (next != null) {
            start(next);
        }
    }

    private void start(ConsoleSettings next) {
        try {
            ConsoleServer started = ConsoleServer.start(next, backend, processToken, log);
            server = started;
            listens = true;
            InetSocketAddress address = started.address();
            String reached = new ConsoleSettings(
                            address.getAddress().getHostAddress(), address.getPort(), null, null, next.hosts())
                    .listen();
            Map<String, Object> access = new LinkedHashMap<>();
            access.put("listen", started.listen());
            access.put("reached", reached);
            access.put("token", processToken.reveal());
            source.consoleListens(started.listen(), access);
            log.info("the console listens on http://" + started.listen() + "/");
            warnWhereNextToNothingIsServed(started);
        } catch (IOException e) {
            problem = "the console cannot listen on " + next.listen() + " (" + why(e)
                    + "): tried again when the configuration is read again";
        } catch (Throwable e) {
            log.failure("console.start", e);
            problem = "the console could not be started: the agent's log says why";
        }
    }

    private void warnWhereNextToNothingIsServed(ConsoleServer running) {
        if (running.servesNextToNothing()) {
            log.warn("console.token is not set: beyond loopback the console serves only /metrics and /healthz");
        }
    }

    private static String why(IOException e) {
        Throwable cause = e.getCause();
        if (e instanceof BindException || cause instanceof BindException) {
            String message = String.valueOf((cause == null ? e : cause).getMessage());
            return message.contains("in use") ? "the port is in use" : "the address cannot be taken";
        }
        return e instanceof UnknownHostException ? "there is no such host" : ThrownText.of(e);
    }

    /** To be called once a second: takes in what the last second brought, while it listens. */
    void run() {
        if (listens) {
            series.feed();
        }
    }

    /** Whether it is as the last settings say. */
    boolean isSettled() {
        return pending.get() == 0 && problem == null;
    }

    /** Why it does not listen; null where it does, or is not to. */
    @Nullable
    String problem() {
        return problem;
    }

    private void stop() {
        ConsoleServer running = server;
        server = null;
        listens = false;
        source.consoleListens(null, Map.of());
        if (running != null) {
            running.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
