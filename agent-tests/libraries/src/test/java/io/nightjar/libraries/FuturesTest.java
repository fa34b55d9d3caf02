package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How calls end that return futures of real libraries, in versions of this year and of two years ago. */
@Timeout(120)
final class FuturesTest {
    private static final Path OLDER = Path.of("target/futures");
    private static final double LATER_MILLIS = 150;

    /** For each method of an application what it counts as: calls, errors, cancelled; running ones are no call yet. */
    private static final Map<String, int[]> ENDS = Map.ofEntries(
            Map.entry("ok", new int[] {1, 0, 0}),
            Map.entry("onContext", new int[] {1, 0, 0}),
            Map.entry("failed", new int[] {1, 1, 0}),
            Map.entry("interrupted", new int[] {1, 1, 0}),
            Map.entry("cancelled", new int[] {0, 0, 1}),
            Map.entry("timedOut", new int[] {1, 1, 0}),
            Map.entry("cutShort", new int[] {0, 0, 1}),
            Map.entry("abandoned", new int[] {0, 0, 1}),
            Map.entry("done", new int[] {1, 0, 0}),
            Map.entry("doneFailed", new int[] {1, 1, 0}),
            Map.entry("doneCancelled", new int[] {0, 0, 1}),
            Map.entry("again", new int[] {1, 0, 0}));

    private static final List<String> WAITED_FOR = List.of("ok", "onContext", "failed", "again");

    @ParameterizedTest
    @CsvSource({
        "Guava, , ok failed cancelled timedOut cutShort abandoned done doneFailed doneCancelled again",
        "Guava, guava-33.3.1, ok failed cancelled timedOut cutShort abandoned done doneFailed doneCancelled again",
        "Grpc, , ok failed cancelled timedOut",
        "Grpc, grpc-1.68.1, ok failed cancelled timedOut",
        "Vertx, , ok onContext failed cancelled timedOut abandoned done doneFailed again",
        "Vertx, vertx-4.5.11, ok onContext failed cancelled timedOut abandoned done doneFailed again",
        "Scala, , ok failed interrupted cancelled abandoned done doneFailed again",
        "Scala, scala-2.12.20, ok failed interrupted cancelled abandoned done doneFailed again",
        "Scala, scala-2.13.15, ok failed interrupted cancelled abandoned done doneFailed again",
        "Scala, scala-3.10.1, ok failed interrupted cancelled abandoned done doneFailed again",
    })
    void shouldEndWithTheFuture(String library, String version, String methods) throws Exception {
        List<String> names = List.of(methods.split(" "));
        try (WatchedApp app = start(library, version, names)) {
            JsonNode status = library.equals("Scala") ? withOneRunning(app) : app.idleStatus();
            for (String name : names) {
                JsonNode operation = WatchedApp.operation(status, name);
                assertThat(List.of(
                                operation.path("calls").asInt(),
                                operation.path("errors").asInt(),
                                operation.path("cancelled").asInt(),
                                operation.path("in_flight").asInt()))
                        .as(name + ": calls, errors, cancelled, in flight")
                        .containsExactly(ENDS.get(name)[0], ENDS.get(name)[1], ENDS.get(name)[2], 0);
                if (WAITED_FOR.contains(name)) {
                    assertThat(operation.path("max_ms").asDouble()).as(name).isGreaterThan(LATER_MILLIS * 0.9);
                }
            }
            assertThat(status.path("failures").toString()).isEqualTo("{}");
            assertThat(status.path("not_followed").toString()).isEqualTo("[]");
        }
    }

    /** Scala's application leaves a call behind that nobody ends. */
    private static JsonNode withOneRunning(WatchedApp app) throws Exception {
        JsonNode status = app.status();
        for (int i = 0;
                i < 20
                        && WatchedApp.operation(status, "abandoned")
                                        .path("in_flight")
                                        .asInt()
                                > 0;
                i++) {
            status = app.status();
        }
        assertThat(WatchedApp.operation(status, "timedOut").path("in_flight").asInt())
                .isEqualTo(1);
        assertThat(WatchedApp.operation(status, "timedOut").path("calls").asInt())
                .isZero();
        return status;
    }

    private static WatchedApp start(String library, String version, List<String> methods) throws IOException {
        StringBuilder configuration = new StringBuilder("watch=");
        List<String> watched = new ArrayList<>(methods);
        if (library.equals("Scala")) {
            watched.add("timedOut");
        }
        for (String method : watched) {
            configuration
                    .append(";operation." + method + ".match=com.acme.apps." + library + "FuturesApp#")
                    .append(method);
        }
        String app = library + "FuturesApp";
        return version == null
                ? new WatchedApp(configuration.toString(), app)
                : WatchedApp.of(jars(version), configuration.toString(), app);
    }

    private static List<Path> jars(String version) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(OLDER.resolve(version), "*.jar")) {
            found.forEach(jars::add);
        }
        assertThat(jars).isNotEmpty();
        return jars;
    }
}
