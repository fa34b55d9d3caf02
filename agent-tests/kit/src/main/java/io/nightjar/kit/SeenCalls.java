package io.nightjar.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A preset against its library: every call once, with its layer, its outcome, its model, its tokens and its chunks. */
public final class SeenCalls {
    /** Whatever takes longer than a millisecond, as first calls do, is told, once for each operation. */
    private static final String TELL_ALL =
            "latency.threshold=1ms;operation.**.latency.threshold=1ms;stuck.threshold=60s;"
                    + "operation.**.stuck.threshold=60s;alerts.rate-limit.per=operation";

    private SeenCalls() {}

    /**
     * Runs an application of {@code com.acme.apps} with the class path of the test, and fails where the agent has seen
     * anything but this, or has swallowed a failure.
     */
    public static void assertSeen(Jdk jdk, String name, List<Sight> sights) throws Exception {
        try (WatchedApp app = new WatchedApp(jdk, TELL_ALL, name)) {
            assertSeen(app, sights);
        }
    }

    /** As above, with more of the agent's configuration. */
    public static void assertSeen(Jdk jdk, String name, List<Sight> sights, String configuration) throws Exception {
        try (WatchedApp app = new WatchedApp(jdk, TELL_ALL + ';' + configuration, name)) {
            assertSeen(app, sights);
        }
    }

    /** As above, of an application that has these jars and nothing else. */
    public static void assertSeen(List<Path> jars, String name, List<Sight> sights) throws Exception {
        try (WatchedApp app = WatchedApp.of(jars, TELL_ALL, name)) {
            assertSeen(app, sights);
        }
    }

    /** As above, on a JDK, with options of the JVM and this class path. */
    public static void assertSeen(Jdk jdk, List<String> options, String classPath, String name, List<Sight> sights)
            throws Exception {
        try (WatchedApp app = WatchedApp.on(jdk, options, classPath, TELL_ALL, name)) {
            assertSeen(app, sights);
        }
    }

    /** As above, with a class path of its own. */
    static void assertSeenOf(String classPath, String name, List<Sight> sights, String configuration) throws Exception {
        try (WatchedApp app =
                WatchedApp.on(Jdk.OF_THE_TESTS, List.of(), classPath, TELL_ALL + ';' + configuration, name)) {
            assertSeen(app, sights);
        }
    }

    private static void assertSeen(WatchedApp app, List<Sight> sights) throws Exception {
        JsonNode status = app.idleStatus();

        assertThat(status.path("failures").toString()).as("swallowed failures").isEqualTo("{}");
        assertThat(WatchedApp.operations(status))
                .containsExactlyInAnyOrderElementsOf(
                        sights.stream().map(Sight::operation).toList());
        for (Sight sight : sights) {
            JsonNode operation = WatchedApp.operation(status, sight.operation());
            assertCounted(sight, operation);
            if (sight.chunks() != 0) {
                assertStream(app, sight, operation);
            }
        }
    }

    private static void assertCounted(Sight sight, JsonNode operation) {
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
            JsonNode labels = set.path("labels");
            if (!sight.model().isEmpty() || labels.has("model")) {
                models.add(labels.path("model").asText());
            }
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
