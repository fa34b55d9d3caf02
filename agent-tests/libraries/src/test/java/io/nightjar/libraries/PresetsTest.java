package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each preset against its library: every call once, with its layer, its outcome, its model, its tokens and its chunks. */
final class PresetsTest {
    /** Whatever takes longer than a millisecond, as first calls do, is told, once for each operation. */
    private static final String TELL_ALL =
            "latency.threshold=1ms;operation.**.latency.threshold=1ms;stuck.threshold=60s;"
                    + "operation.**.stuck.threshold=60s;alerts.rate-limit.per=operation";

    /** Each application on the JDK that runs the tests; what is native on every JDK found. */
    static List<Arguments> apps() throws IOException {
        List<Arguments> apps = new ArrayList<>();
        for (String app : Sights.apps()) {
            apps.add(Arguments.of(app, Jdk.OF_THE_TESTS));
        }
        for (Jdk jdk : Jdk.found()) {
            if (!jdk.equals(Jdk.OF_THE_TESTS)) {
                apps.add(Arguments.of("LlamaApp", jdk));
                apps.add(Arguments.of("OnnxApp", jdk));
            }
        }
        return apps;
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("apps")
    void shouldSeeEveryCallOfTheLibrary(String name, Jdk jdk) throws Exception {
        try (WatchedApp app = new WatchedApp(jdk, TELL_ALL, name)) {
            JsonNode status = app.idleStatus();

            assertThat(status.path("failures").toString())
                    .as("swallowed failures")
                    .isEqualTo("{}");
            assertThat(WatchedApp.operations(status))
                    .containsExactlyInAnyOrderElementsOf(
                            Sights.of(name).stream().map(Sight::operation).toList());
            for (Sight sight : Sights.of(name)) {
                JsonNode operation = WatchedApp.operation(status, sight.operation());
                assertSeen(sight, operation);
                if (sight.chunks() != 0) {
                    assertStream(app, sight, operation);
                }
            }
        }
    }

    private static void assertSeen(Sight sight, JsonNode operation) {
        String name = sight.operation();
        assertThat(operation.path("layer").asText()).as(name).isEqualTo(sight.layer());
        assertThat(operation.path("in_flight").asInt()).as(name + " in flight").isZero();
        if (sight.calls() < 0) {
            return;
        }
        assertThat(operation.path("calls").asInt()).as(name + " calls").isEqualTo(sight.calls());
        assertThat(operation.path("errors").asInt()).as(name + " errors").isEqualTo(sight.errors());
        assertThat(operation.path("cancelled").asInt()).as(name + " cancelled").isEqualTo(sight.cancelled());
        assertThat(operation.path("input_tokens").asInt())
                .as(name + " tokens in")
                .isEqualTo(sight.inputTokens());
        assertThat(operation.path("output_tokens").asInt())
                .as(name + " tokens out")
                .isEqualTo(sight.outputTokens());
        assertModels(sight, operation);
    }

    /** Where a library tells its models, a call that failed or was stopped has one too. */
    private static void assertModels(Sight sight, JsonNode operation) {
        String name = sight.operation();
        List<String> models = new ArrayList<>();
        int errors = 0;
        int cancelled = 0;
        for (JsonNode set : operation.path("label_sets")) {
            models.add(set.path("labels").path("model").asText());
            errors += set.path("errors").asInt();
            cancelled += set.path("cancelled").asInt();
        }
        if (sight.model().isEmpty()) {
            assertThat(models).as(name + " models").isEmpty();
        } else {
            assertThat(models).as(name + " models").contains(sight.model()).doesNotContain("");
            assertThat(errors).as(name + " failures with a model").isEqualTo(sight.errors());
            assertThat(cancelled).as(name + " cancelled with a model").isEqualTo(sight.cancelled());
        }
    }

    private static void assertStream(WatchedApp app, Sight sight, JsonNode operation) throws Exception {
        String name = sight.operation();
        int chunks = sight.chunks() < 0 ? app.printed("chunks") : sight.chunks();
        assertThat(operation.path("chunks").asInt()).as(name + " chunks").isEqualTo(chunks);
        assertThat(operation.path("first_chunk_ms").asDouble())
                .as(name + " first chunk")
                .isPositive();
        assertThat(operation.path("chunk_gap_ms").asDouble())
                .as(name + " gap")
                .isPositive()
                .isLessThanOrEqualTo(operation.path("longest_gap_ms").asDouble());
        JsonNode alert = app.alert("latency", name);
        JsonNode metadata = alert.path("metadata");
        assertThat(alert.path("labels").path("model").asText())
                .as(name + " model")
                .isEqualTo(sight.model());
        assertThat(metadata.path("chunks").asInt()).as(name + " chunks").isPositive();
        assertThat(metadata.path("time_to_first_chunk_ms").asDouble())
                .as(name + " first chunk")
                .isPositive()
                .isLessThanOrEqualTo(metadata.path("latency_ms").asDouble());
    }
}
