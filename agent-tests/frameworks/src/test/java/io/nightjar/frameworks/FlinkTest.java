package io.nightjar.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.Archive;
import io.nightjar.kit.BothRuns;
import io.nightjar.kit.Jdk;
import io.nightjar.kit.WatchedApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of Flink: their calls are told apart by job and operator, and the loaders of jobs that have ended are not kept. */
class FlinkTest {
    private static final Path PAGE = Path.of("../../agent/docs/operations.md");
    private static final Path CLASSES = Path.of("target/test-classes");

    @TempDir
    private Path folder;

    @Test
    void shouldTellJobsApartAndKeepNoLoaderWhenJobsEnd() throws Exception {
        Path jar = folder.resolve("job.jar");
        try (Archive job = new Archive(Files.newOutputStream(jar), Map.of())) {
            job.folder(CLASSES, "", List.of("com/acme/engine/", "com/acme/job/"));
        }

        BothRuns runs = BothRuns.of(
                Jdk.OF_THE_TESTS,
                "watch=auto,com.acme.engine.Engine#infer;" + String.join(";", documented()),
                folder,
                List.of(
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.acme.frames.FlinkApp",
                        jar.toString()));

        assertThat(runs.lines())
                .startsWith("ChildFirstClassLoader", "olleH", "dlrow", "refused: no input", "true")
                .endsWith("collected: true", "collected: true");
        runs.assertCounted("Engine.infer", 6, 2);
        runs.assertCounted("infer", 6, 0);
        List<String> sets = new ArrayList<>();
        for (JsonNode set : WatchedApp.operation(runs.status(), "infer").path("label_sets")) {
            sets.add(set.path("labels").path("job").asText()
                    + ' '
                    + set.path("labels").path("operator").asText()
                    + ' '
                    + set.path("calls").asInt());
        }
        assertThat(sets).containsExactlyInAnyOrder("nightly infer 3", "hourly infer 3");
    }

    /** The example of the page, as it stands there. */
    private static List<String> documented() throws Exception {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("    operation.infer."))
                .map(line -> line.strip().replace(" = ", "="))
                .toList();
    }
}
