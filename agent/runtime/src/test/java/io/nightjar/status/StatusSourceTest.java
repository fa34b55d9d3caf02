package io.nightjar.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.ConfigLoader;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.detect.Detector;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.record.CallDetails;
import io.nightjar.record.OperationSpec;
import io.nightjar.sample.Sampler;
import io.nightjar.sink.AlertDispatcher;
import io.nightjar.weave.Weaver;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusSourceTest {
    private static final long MILLI = 1_000_000L;

    private final AgentLog log = new AgentLog(AgentLog.Level.DEBUG, AgentLog.Format.TEXT);
    private final NightjarConfig config = config("watch=com.acme.Engine#infer;latency.threshold=1h;alerts.to=webhook;"
            + "webhook.url=http://127.0.0.1:9/secret");
    private final InstantSource wallClock = () -> Instant.EPOCH.plusNanos(nowNanos());
    private final WovenRecorder recorder = new WovenRecorder(this::nowNanos);
    private final Weaver weaver = Weaver.create(config.watch(), recorder, log, noInstrumentation());
    private final Sampler sampler = Sampler.create(config.sampling(), log, this::nowNanos);
    private final AlertDispatcher dispatcher =
            AlertDispatcher.create(config.delivery(), log, this::nowNanos, wallClock);
    private final Detector detector = new Detector(
            recorder, config.detection(), this::nowNanos, wallClock, sampler, sampler, weaver.stacks(), dispatcher);
    private final List<String> problems = new ArrayList<>();
    private long nowNanos;
    private final StatusSource source = new StatusSource(
            config.source(), weaver, recorder, detector, sampler, dispatcher, () -> problems, log, this::nowNanos);

    private long nowNanos() {
        return nowNanos;
    }

    @Test
    void shouldWriteWhatTheAgentSeesByteForByteWhenAsked() {
        log.configure(AgentLog.Level.DEBUG, AgentLog.Format.TEXT, new PrintStream(OutputStream.nullOutputStream()));
        int run = recorder.operation(OperationSpec.of("onnxruntime.run", "engine"));
        int chat = recorder.operation(OperationSpec.of("openai.chat", "client"));
        recorder.operation(OperationSpec.of("Engine.quiet", "custom"));
        nowNanos += 1_500 * MILLI;
        call(run, 3, null);
        call(run, 8, new IOException());
        call(run, 2_000, null);
        recorder.started(run, nowNanos);
        streamOfTwoChunks(chat);
        recorder.started(chat, nowNanos);
        recorder.streamEnded(chat, nowNanos, nowNanos, nowNanos + MILLI, null, true, details("mini", 5));
        log.failure("test.failed", new IOException());
        log.failure("weave.transform", new IOException());
        log.failure("test.failed", new IOException());

        String json = StatusJson.text(source.status());

        assertThat(json)
                .isEqualTo("{\"version\":\"0.1.0\",\"state\":\"running\",\"problems\":[],"
                        + "\"config\":\"agent argument\",\"watched\":\"com.acme.Engine#infer\",\"uptime_ms\":3561,"
                        + "\"operations\":["
                        + "{\"operation\":\"onnxruntime.run\",\"layer\":\"engine\",\"calls\":3,\"errors\":1,\"cancelled\":0,"
                        + "\"in_flight\":1,\"p50_ms\":8.060928,\"p95_ms\":1996.488704,\"p99_ms\":1996.488704,\"max_ms\":2000.0,"
                        + "\"alerts\":0},"
                        + "{\"operation\":\"openai.chat\",\"layer\":\"client\",\"calls\":1,\"errors\":0,\"cancelled\":1,"
                        + "\"in_flight\":0,\"p50_ms\":49.80736,\"p95_ms\":49.80736,\"p99_ms\":49.80736,\"max_ms\":50.0,"
                        + "\"alerts\":0,\"chunks\":2,\"first_chunk_ms\":20.0,\"chunk_gap_ms\":25.0,\"longest_gap_ms\":30.0,"
                        + "\"input_tokens\":32,\"output_tokens\":24,\"label_sets\":["
                        + "{\"labels\":{\"model\":\"gpt\"},\"calls\":1,\"errors\":0,\"cancelled\":0,\"mean_ms\":50.0,"
                        + "\"input_tokens\":27,\"output_tokens\":12},"
                        + "{\"labels\":{\"model\":\"mini\"},\"calls\":0,\"errors\":0,\"cancelled\":1,\"mean_ms\":null,"
                        + "\"input_tokens\":5,\"output_tokens\":12}]},"
                        + "{\"operation\":\"Engine.quiet\",\"layer\":\"custom\",\"calls\":0,\"errors\":0,\"cancelled\":0,"
                        + "\"in_flight\":0,\"p50_ms\":null,\"p95_ms\":null,\"p99_ms\":null,\"max_ms\":null,\"alerts\":0}],"
                        + "\"destinations\":["
                        + "{\"destination\":\"log\",\"raised\":0,\"sent\":0,\"suppressed\":0,\"dropped\":0,\"set_aside\":0,"
                        + "\"pending\":0,\"failed\":0,\"stopped\":false,\"last_answer\":\"\"},"
                        + "{\"destination\":\"webhook http://127.0.0.1:9\",\"raised\":0,\"sent\":0,\"suppressed\":0,"
                        + "\"dropped\":0,\"set_aside\":0,\"pending\":0,\"failed\":0,\"stopped\":false,\"last_answer\":\"\"}],"
                        + "\"resources\":{},\"failures\":{\"test.failed\":2,\"weave.transform\":1},"
                        + "\"conditions\":{\"firing\":0,\"pending\":0,\"acknowledged\":0,\"silenced\":0},"
                        + "\"console\":null,\"not_followed\":[],"
                        + "\"unmatched\":[\"com.acme.Engine#infer\"]}");
    }

    @Test
    void shouldBeDegradedWhenSomethingStandsStill() {
        assertThat(source.status().state()).isEqualTo("running");
        problems.add("judging stands still");

        assertThat(source.status().state()).isEqualTo("degraded");
        assertThat(source.status().problems()).containsExactly("judging stands still");
    }

    @Test
    void shouldShowTheTwentyLabelSetsWithTheMostCallsWhenThereAreMore() {
        int chat = recorder.operation(OperationSpec.of("openai.chat", "client"));
        for (int set = 1; set <= 25; set++) {
            for (int call = 0; call < set; call++) {
                recorder.started(chat, nowNanos);
                recorder.ended(chat, nowNanos, nowNanos + MILLI, null, details("m" + set, 1));
            }
        }

        List<LabelSetStatus> shown = source.status().operations().get(0).labelSets();

        assertThat(shown).hasSize(20);
        assertThat(shown.get(0).labels()).containsEntry("model", "m25");
        assertThat(shown.get(19).labels()).containsEntry("model", "m6");
    }

    private void call(int operation, long millis, @Nullable Throwable thrown) {
        long begunNanos = nowNanos;
        recorder.started(operation, begunNanos);
        nowNanos += millis * MILLI;
        recorder.ended(operation, begunNanos, nowNanos, thrown);
    }

    private void streamOfTwoChunks(int operation) {
        long begunNanos = nowNanos;
        recorder.started(operation, begunNanos);
        recorder.chunk(operation, begunNanos, begunNanos + 20 * MILLI);
        nowNanos = begunNanos + 50 * MILLI;
        recorder.chunk(operation, begunNanos + 20 * MILLI, nowNanos);
        recorder.streamEnded(operation, begunNanos, nowNanos, nowNanos, null, false, details("gpt", 27));
    }

    private static CallDetails details(String model, long inputTokens) {
        return new CallDetails(
                Map.of("model", model),
                OptionalLong.of(inputTokens),
                OptionalLong.of(12),
                OptionalLong.of(20 * MILLI),
                OptionalLong.of(2));
    }

    private static NightjarConfig config(String argument) {
        ConfigResult result =
                ConfigLoader.of(argument, Map.of(), Map.of(), Path.of("")).load();
        return ((ConfigResult.Valid) result).config();
    }

    /** Knows no classes. */
    private static Instrumentation noInstrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                StatusSourceTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> null);
    }
}
