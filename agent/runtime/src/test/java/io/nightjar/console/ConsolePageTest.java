package io.nightjar.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.config.Secret;
import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.record.OperationSpec;
import io.nightjar.request.AgentRequests;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.status.StatusSource;
import io.nightjar.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the page {@code console.md} to what each endpoint answers, over the real agent's parts and a clock that stands still.
 * {@code -Dnightjar.test.console=write} writes the page's transcript anew.
 */
class ConsolePageTest {
    private static final Path PAGE = Path.of("..", "docs", "console.md");
    private static final String BEGIN = "<!-- written by ConsolePageTest -->\n";
    private static final String END = "<!-- end of what ConsolePageTest writes -->\n";
    private static final long SECOND = 1_000_000_000L;
    private static final Instant ORIGIN = Instant.parse("2026-11-28T12:00:00Z");

    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private final NightjarConfig config = ((ConfigResult.Valid) ConfigLoader.of(
                            "watch=com.acme.Engine#infer;latency.threshold=500ms;service=search;instance=vm-1;"
                                    + "alerts.resolve-after=10s",
                            Map.of(),
                            Map.of(),
                            Path.of(""))
                    .load())
            .config();
    private final InstantSource wallClock = () -> ORIGIN.plusNanos(nowNanos());
    private final WovenRecorder recorder = new WovenRecorder(this::nowNanos);
    private final Weaver weaver = Weaver.create(config.watch(), recorder, log, noInstrumentation());
    private final Sampler sampler = Sampler.create(config.sampling(), log, this::nowNanos);
    private final AlertDispatcher dispatcher =
            AlertDispatcher.create(config.delivery(), log, this::nowNanos, wallClock);
    private final Detector detector = new Detector(
            recorder, config.detection(), this::nowNanos, wallClock, sampler, sampler, weaver.stacks(), alert -> {});
    private final StatusSource source = new StatusSource(
            config.source(), weaver, recorder, detector, sampler, dispatcher, List::of, log, this::nowNanos);
    private final AgentSeries series = new AgentSeries(recorder, sampler, this::nowNanos, wallClock);
    private final StringBuilder transcript = new StringBuilder();
    private long nowNanos = SECOND;

    private long nowNanos() {
        return nowNanos;
    }

    private static Instrumentation noInstrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                ConsolePageTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, args) -> null);
    }

    @Test
    void shouldAnswerWhatThePageSays() throws IOException {
        recorder.limits(
                config.detection().recordingLimits(),
                config.detection().layerThroughput().window());
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        ask(chat);
        try (ConsoleServer console = ConsoleServer.start(
                Consoles.settings("127.0.0.1", Consoles.TOKEN, null),
                new AgentBackend(
                        source,
                        new AgentRequests(detector, log, wallClock),
                        detector,
                        List::of,
                        () -> "latency.threshold = 1s\n",
                        series,
                        (accept, out) -> "text/plain"),
                Secret.of(Consoles.PROCESS_TOKEN),
                log)) {
            source.consoleListens("127.0.0.1:9464", Map.of());
            read(console, "/healthz");
            read(console, "/api/v1/status");
            read(console, "/api/v1/conditions");
            read(console, "/api/v1/alerts?type=latency&limit=1");
            read(console, "/api/v1/series?operation=chat&figure=p50&from=" + ORIGIN.toEpochMilli());
            read(console, "/api/v1/series?operation=chat&figure=heat&from=" + ORIGIN.toEpochMilli());
            String fingerprint = detector.conditions().get(0).fingerprint().substring(0, 8);
            String acknowledge = "/api/v1/conditions/" + fingerprint + "/acknowledge";
            change(console, "POST", acknowledge, "{\"by\":\"ada\",\"note\":\"restarting it\",\"for\":\"2h\"}");
            change(console, "DELETE", acknowledge, "");
            change(console, "DELETE", acknowledge, "");
            change(console, "POST", "/api/v1/conditions/ffff/acknowledge", "{}");
            change(
                    console,
                    "POST",
                    "/api/v1/silences",
                    "{\"match\":\"operation=chat*\",\"for\":\"1h\",\"by\":\"ada\"}");
            read(console, "/api/v1/silences");
            String id = detector.silences().get(0).id();
            change(console, "DELETE", "/api/v1/silences/" + id, "");
            change(console, "POST", "/api/v1/silences", "{\"match\":\"operation\",\"for\":\"1h\"}");
            change(console, "POST", "/api/v1/silences", "{\"match\":\"a=b\",\"until\":\"1h\"}");
            read(console, "/api/v1/advice");
            show("GET", "/api/v1/status, without a token", "", Consoles.get(console, "/api/v1/status"));
        } finally {
            dispatcher.close();
        }
        String written = stable(transcript.toString());
        String page = Files.readString(PAGE);
        if ("write".equals(System.getProperty("nightjar.test.console"))) {
            page = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n" + written
                    + page.substring(page.indexOf(END));
            Files.writeString(PAGE, page);
        }
        assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length() + 1, page.indexOf(END)))
                .as("console.md says otherwise. Where that is meant, write it anew by -Dnightjar.test.console=write")
                .isEqualTo(written);
    }

    private void ask(int chat) {
        series.feed();
        for (long millis : new long[] {40, 45, 700}) {
            recorder.started(chat, nowNanos);
            recorder.ended(chat, nowNanos, nowNanos + millis * 1_000_000, null);
        }
        nowNanos += SECOND;
        detector.tick();
        series.feed();
        nowNanos += SECOND;
        detector.tick();
        series.feed();
    }

    private void read(ConsoleServer console, String path) {
        show("GET", path, "", Consoles.ask(console, "GET", path, Consoles.bearer(Consoles.TOKEN), ""));
    }

    private void change(ConsoleServer console, String method, String path, String body) {
        show(method, path, body, Consoles.change(console, method, path, body));
    }

    private void show(String method, String path, String body, RawClient.Reply reply) {
        transcript.append("```\n").append(method).append(' ').append(path).append('\n');
        if (!body.isEmpty()) {
            transcript.append(body).append('\n');
        }
        transcript.append('\n').append(reply.status());
        if (reply.header("content-type") != null) {
            transcript.append(' ').append(reply.header("content-type"));
        }
        transcript.append('\n').append(reply.body().stripTrailing());
        transcript.append(reply.body().isEmpty() ? "```\n\n" : "\n```\n\n");
    }

    /** With the same in place of what is drawn by lot. */
    private static String stable(String text) {
        String ids = Pattern.compile("\"id\":\"[0-9A-Z]{26}\"")
                .matcher(text)
                .replaceAll("\"id\":\"01KAVJ4E80ZJ6X4PC5T2SY0RYQ\"");
        Matcher silence = Pattern.compile("\\{\"id\":\"([^\"]+)\"}").matcher(ids);
        assertThat(silence.find()).isTrue();
        return ids.replace(silence.group(1), "s-1");
    }
}
