package io.nightjar.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.export.otlp.OtlpSchema.Family;
import io.nightjar.export.otlp.OtlpSchema.Point;
import io.nightjar.json.AlertJson;
import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.ChunkGaps;
import io.nightjar.record.GenAi;
import io.nightjar.record.Generation;
import io.nightjar.record.OperationSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of generative models, as the recorder hands them over. */
class GenAiCountsTest {
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final OptionalLong NONE = OptionalLong.empty();

    private final CallRecorder recorder = CallRecorder.create(() -> 1, 1);
    private final GenAiCounts counts = new GenAiCounts(recorder, NOW);
    private final int chat = operation("openai.chat", new GenAi("openai", "chat"));
    private final int stream = operation("openai.chat-stream", new GenAi("openai", "chat"));
    private final int plain = operation("acme.run", null);

    private int operation(String name, GenAi genAi) {
        return recorder.operation(new OperationSpec(name, "client", NONE, NONE, genAi));
    }

    @BeforeEach
    void count() {
        recorder.generations(counts);
    }

    private void call(int operation, long millis, Throwable thrown, CallDetails details) {
        recorder.started(operation, 1);
        recorder.ended(operation, 1, 1 + millis * MS, thrown, details);
    }

    private static CallDetails details(String request, String response) {
        return new CallDetails(Map.of(), NONE, NONE, NONE, NONE).with(new Generation(request, response, null));
    }

    private OtlpSchema written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MetricJson json = new MetricJson(out, Map.of(), NOW)) {
            counts.writeTo(json);
        }
        return OtlpSchema.read(AlertJson.parseObject(out.toByteArray()));
    }

    private Family family(String name) throws IOException {
        return written().families.get("gen_ai.client." + name);
    }

    private static Map<String, String> attributes(String... more) {
        Map<String, String> all =
                new java.util.HashMap<>(Map.of("gen_ai.operation.name", "chat", "gen_ai.provider.name", "openai"));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void shouldCountDurationsByModelsAndErrorWithTheBoundsOfTheConventions() throws IOException {
        call(chat, 10, null, details("gpt", "gpt-1"));
        call(chat, 11, null, details("gpt", "gpt-1"));
        call(stream, 90_000, null, details("gpt", "gpt-1"));
        call(chat, 20, new IllegalStateException("no"), details("gpt", null).withErrorCode("429"));
        call(chat, 20, new IllegalStateException("no"), details("gpt", null));

        Family durations = family("operation.duration");
        assertThat(durations.unit()).isEqualTo("s");
        assertThat(durations.points()).hasSize(3);
        Point ok = durations.point(attributes("gen_ai.request.model", "gpt", "gen_ai.response.model", "gpt-1"));
        assertThat(ok.bounds())
                .containsExactly(
                        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
        assertThat(ok.counts()).startsWith(1L, 1L, 0L).endsWith(0L, 1L);
        assertThat(ok.value()).isEqualTo(90.021);
        durations.point(attributes("gen_ai.request.model", "gpt", "error.type", "429"));
        durations.point(attributes("gen_ai.request.model", "gpt", "error.type", "java.lang.IllegalStateException"));
    }

    @Test
    void shouldCountTokensByDirection() throws IOException {
        for (long tokens : new long[] {0, 1, 2, 4, 5, 67_108_864, 67_108_865}) {
            call(chat, 1, null, new CallDetails(Map.of(), OptionalLong.of(tokens), OptionalLong.of(16), NONE, NONE));
        }

        Family tokens = family("token.usage");
        Point input = tokens.point(attributes("gen_ai.token.type", "input"));
        assertThat(input.bounds())
                .containsExactly(
                        1.0,
                        4.0,
                        16.0,
                        64.0,
                        256.0,
                        1024.0,
                        4096.0,
                        16384.0,
                        65536.0,
                        262144.0,
                        1048576.0,
                        4194304.0,
                        16777216.0,
                        67108864.0);
        assertThat(input.counts()).startsWith(2L, 2L, 1L, 0L).endsWith(0L, 1L, 1L);
        assertThat(input.value()).isEqualTo(12.0 + 67_108_864 + 67_108_865);
        assertThat(tokens.point(attributes("gen_ai.token.type", "output")).counts())
                .startsWith(0L, 0L, 7L);
    }

    @Test
    void shouldCountChunksOfStreams() throws IOException {
        ChunkGaps gaps = new ChunkGaps();
        gaps.add(5 * MS);
        gaps.add(30 * MS);
        CallDetails details = new CallDetails(Map.of(), NONE, NONE, OptionalLong.of(70 * MS), OptionalLong.of(3))
                .with(new Generation("gpt", null, gaps));
        recorder.started(stream, 1);
        recorder.streamEnded(stream, 1, 1, 1 + 200 * MS, null, false, details);
        recorder.started(stream, 1);
        recorder.streamEnded(stream, 1, 1, 1 + 200 * MS, null, true, details);
        recorder.started(stream, 1);
        recorder.streamEnded(stream, 1, 1, 1 + 200 * MS, null, false, 9 * MS, 1);
        recorder.started(stream, 1);
        recorder.streamEnded(stream, 1, 1, 1 + 200 * MS, null, false, 0, 0);

        Point first = family("operation.time_to_first_chunk").point(attributes("gen_ai.request.model", "gpt"));
        assertThat(first.counts()).startsWith(0L, 0L, 0L, 2L, 0L);
        assertThat(first.value()).isEqualTo(0.14);
        assertThat(family("operation.time_to_first_chunk").point(attributes()).counts())
                .startsWith(1L, 0L);
        Point between = family("operation.time_per_output_chunk").point(attributes("gen_ai.request.model", "gpt"));
        assertThat(between.counts()).startsWith(2L, 0L, 2L, 0L);
        assertThat(between.value()).isEqualTo(0.07);
        Family durations = family("operation.duration");
        assertThat(durations.point(attributes("gen_ai.request.model", "gpt")).counts().stream()
                        .mapToLong(count -> count)
                        .sum())
                .as("the cancelled one has no duration")
                .isEqualTo(1);
        assertThat(durations.point(attributes()).counts()).contains(2L);
    }

    @Test
    void shouldCountPlainCallsOfSuchOperationsAndOfNoOthers() throws IOException {
        for (int operation : List.of(chat, plain)) {
            recorder.started(operation, 1);
            recorder.ended(operation, 1, 1 + 5 * MS, null);
            long start = recorder.start(operation);
            recorder.end(operation, start, null);
            recorder.started(operation, 1);
            recorder.cancelled(operation, 1, 2);
        }

        assertThat(family("operation.duration").points()).singleElement().satisfies(point -> {
            assertThat(point.attributes()).isEqualTo(attributes());
            assertThat(point.counts().get(0)).isEqualTo(2);
        });
        assertThat(recorder.wantsChunkGaps(chat)).isTrue();
        assertThat(recorder.wantsChunkGaps(plain)).isFalse();
        recorder.generations(null);
        assertThat(recorder.wantsChunkGaps(chat)).isFalse();
    }

    @Test
    void shouldCountWhatComesLateAsOtherWhenThereAreTooManySets() throws IOException {
        for (int i = 0; i < GenAiCounts.MOST_SETS + 50; i++) {
            call(chat, 1, null, details("model-" + i, null));
        }
        call(chat, 1, new IllegalStateException(), details("another", null));
        call(chat, 1, null, details("model-3", null));

        Family durations = family("operation.duration");
        assertThat(durations.points()).hasSize(GenAiCounts.MOST_SETS + 2);
        assertThat(durations
                        .point(attributes("gen_ai.request.model", "other", "gen_ai.response.model", "other"))
                        .counts()
                        .get(0))
                .isEqualTo(50);
        durations.point(
                attributes("gen_ai.request.model", "other", "gen_ai.response.model", "other", "error.type", "other"));
        assertThat(durations
                        .point(attributes("gen_ai.request.model", "model-3"))
                        .counts()
                        .get(0))
                .isEqualTo(2);
    }

    @Test
    void shouldFindTheLeastBoundThatATimeIsWithin() {
        for (int place = 0; place < ChunkGaps.BOUNDS; place++) {
            long bound = ChunkGaps.boundNanos(place);
            assertThat(ChunkGaps.place(bound)).isEqualTo(place);
            assertThat(ChunkGaps.place(bound + 1)).isEqualTo(place + 1);
        }
        assertThat(ChunkGaps.place(0)).isZero();
        assertThat(ChunkGaps.place(Long.MAX_VALUE)).isEqualTo(ChunkGaps.BOUNDS);
        assertThat(GenAiSeries.placeOfTokens(Long.MAX_VALUE)).isEqualTo(ChunkGaps.BOUNDS);
    }
}
