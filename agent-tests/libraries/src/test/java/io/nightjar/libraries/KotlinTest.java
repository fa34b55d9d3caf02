package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.Jdk;
import io.nightjar.kit.WatchedApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that Kotlin's own compiler has compiled: of this year, and of two years ago. */
@Timeout(600)
final class KotlinTest {
    private static final Map<String, List<Path>> COMPILED = new HashMap<>();

    private static List<Path> compiled(String version) throws IOException, InterruptedException {
        List<Path> jars = COMPILED.get(version);
        if (jars == null) {
            jars = new KotlinCompiler(version).compiled();
            COMPILED.put(version, jars);
        }
        return jars;
    }

    @ParameterizedTest
    @ValueSource(strings = {"older", "newer"})
    void shouldTimeSuspendFunctionsToTheirEndAndChangeNothing(String version) throws Exception {
        List<Path> jars = compiled(version);
        List<String> without = lines(jars, "CoroutinesApp");
        try (WatchedApp app =
                WatchedApp.of(jars, "watch=com.acme.apps.Engine#*,+com.acme.apps.Model#ask", "CoroutinesApp")) {
            List<String> with =
                    app.lines().stream().filter(line -> line.startsWith("= ")).toList();

            assertThat(without).last().isEqualTo("= end");
            assertThat(with).isEqualTo(without);
            JsonNode status = app.idleStatus();
            count(status, "Engine.success", 12, 0, 0);
            count(status, "Engine.failure", 4, 4, 0);
            count(status, "Engine.direct", 1, 1, 0);
            count(status, "Engine.quick", 4, 0, 0);
            count(status, "Engine.slow", 0, 0, 4);
            count(status, "Engine.tail", 4, 0, 0);
            count(status, "Engine.cancellableTail", 1, 0, 0);
            count(status, "Engine.received", 50, 0, 0);
            count(status, "Engine.outer", 1, 0, 0);
            count(status, "Engine.recursive", 1, 0, 0);
            count(status, "Engine.overridable", 2, 0, 0);
            count(status, "Engine.defaulted", 2, 0, 0);
            count(status, "Engine.hidden", 1, 0, 0);
            count(status, "Engine.numbers", 1, 0, 0);
            count(status, "Engine.nullable", 1, 0, 0);
            count(status, "Engine.outcome-gIAlu-s", 2, 0, 0);
            count(status, "Engine.safeTwice", 1, 1, 0);
            count(status, "Engine.twice", 2, 0, 0);
            count(status, "Engine.forgotten", 0, 0, 1);
            count(status, "Model.ask", 1, 0, 0);
            // What is within a call of the group.
            count(status, "Engine.inner", 0, 0, 0);
            count(status, "Engine.secret", 0, 0, 0);
            assertThat(WatchedApp.operation(status, "Engine.success")
                            .path("p50_ms")
                            .asDouble())
                    .as("the milliseconds of a call that waits for 12")
                    .isGreaterThan(12);
            assertThat(status.path("not_followed")).isEmpty();
            assertThat(status.path("failures").toString()).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"older", "newer"})
    void shouldTimeEachCollectionOfAFlowAndChangeNothing(String version) throws Exception {
        List<Path> jars = compiled(version);
        List<String> without = lines(jars, "FlowsApp");
        try (WatchedApp app = WatchedApp.of(jars, "watch=com.acme.apps.Streams#*", "FlowsApp")) {
            List<String> with =
                    app.lines().stream().filter(line -> line.startsWith("= ")).toList();

            assertThat(without).last().isEqualTo("= end");
            assertThat(with).isEqualTo(without);
            JsonNode status = app.idleStatus();
            count(status, "Streams.tokens", 9, 1, 0);
            count(status, "Streams.listed", 1, 0, 0);
            count(status, "Streams.mapped", 1, 0, 0);
            count(status, "Streams.elsewhere", 1, 0, 0);
            count(status, "Streams.channel", 1, 0, 0);
            count(status, "Streams.burst", 2, 0, 0);
            count(status, "Streams.failing", 3, 3, 0);
            count(status, "Streams.unsteady", 2, 1, 0);
            count(status, "Streams.endless", 0, 0, 4);
            count(status, "Streams.wrong", 1, 1, 0);
            count(status, "Streams.context", 1, 0, 1);
            count(status, "Streams.stuck", 0, 0, 1);
            count(status, "Streams.unread", 0, 0, 0);
            JsonNode eager = WatchedApp.operation(status, "Streams.eager");
            assertThat(eager.path("calls").asInt() + eager.path("cancelled").asInt())
                    .as("two of them race with their cancellation")
                    .isEqualTo(5);
            assertThat(WatchedApp.operation(status, "Streams.tokens")
                            .path("chunks")
                            .asInt())
                    .isEqualTo(25);
            List<String> notFollowed = new ArrayList<>();
            status.path("not_followed")
                    .forEach(each -> notFollowed.add(each.path("operation").asText()));
            assertThat(notFollowed)
                    .containsExactlyInAnyOrder(
                            "Streams.states",
                            "Streams.statesAsFlow",
                            "Streams.events",
                            "Streams.getState",
                            "Streams.getShared");
            assertThat(status.path("failures").toString()).isEqualTo("{}");
        }
    }

    private static void count(JsonNode status, String name, int calls, int errors, int cancelled) {
        JsonNode operation = WatchedApp.operation(status, name);
        assertThat(List.of(
                        operation.path("calls").asInt(),
                        operation.path("errors").asInt(),
                        operation.path("cancelled").asInt(),
                        operation.path("in_flight").asInt()))
                .as("calls, errors, cancelled and in flight of " + name)
                .isEqualTo(List.of(calls, errors, cancelled, 0));
    }

    /** What an application prints without the agent. */
    private static List<String> lines(List<Path> jars, String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Jdk.OF_THE_TESTS.java(), "-cp", KotlinCompiler.path(jars), "com.acme.apps." + name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return all.lines().filter(line -> line.startsWith("= ")).toList();
    }
}
