package io.nightjar.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.Archive;
import io.nightjar.kit.BothRuns;
import io.nightjar.kit.Jdk;
import io.nightjar.kit.WatchedApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of Spark: their calls are told apart by job and stage, also those of a second attempt. */
class SparkTest {
    private static final Path PAGE = Path.of("../../agent/docs/operations.md");
    private static final Path CLASSES = Path.of("target/test-classes");

    @TempDir
    private Path folder;

    @Test
    void shouldTellJobsAndStagesApartWhenTasksInfer() throws Exception {
        Path jar = folder.resolve("job.jar");
        try (Archive job = new Archive(Files.newOutputStream(jar), Map.of())) {
            job.folder(CLASSES, "", List.of("com/acme/scoring/"));
        }
        List<String> arguments = new ArrayList<>(
                Arrays.asList(JavaModuleOptions.defaultModuleOptions().strip().split(" +")));
        arguments.addAll(List.of(
                // Half of such a run is the second compiler's.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "com.acme.spark.SparkApp",
                jar.toString()));

        BothRuns runs = BothRuns.of(
                Jdk.OF_THE_TESTS,
                "watch=auto,com.acme.scoring.Engine#infer;" + String.join(";", documented()),
                folder,
                arguments);

        List<String> ofEachJob = List.of(
                "olleH of 0",
                "dlrow of 0",
                "drib of 1",
                "thgin of 1",
                "scored null",
                "scored eerht",
                "scored eno",
                "scored owt",
                "scored owt",
                "16 calls in [ChildFirstURLClassLoader]");
        assertThat(runs.lines())
                .startsWith(ofEachJob.toArray(String[]::new))
                .endsWith(ofEachJob.toArray(String[]::new));
        runs.assertCounted("Engine.infer", 32, 6);
        assertThat(sets(runs, "Engine.infer")).containsExactlyInAnyOrder("nightly 16, 3 failed", "hourly 16, 3 failed");
        runs.assertCounted("task", 18, 2);
        assertThat(sets(runs, "task"))
                .containsExactlyInAnyOrder(
                        "nightly stage 0 3, 1 failed",
                        "nightly stage 1 2, 0 failed",
                        "nightly stage 2 2, 0 failed",
                        "nightly stage 3 2, 0 failed",
                        "hourly stage 0 3, 1 failed",
                        "hourly stage 1 2, 0 failed",
                        "hourly stage 2 2, 0 failed",
                        "hourly stage 3 2, 0 failed");
    }

    private static List<String> sets(BothRuns runs, String operation) {
        List<String> sets = new ArrayList<>();
        for (JsonNode set : WatchedApp.operation(runs.status(), operation).path("label_sets")) {
            JsonNode labels = set.path("labels");
            sets.add(labels.path("job").asText()
                    + (labels.has("stage") ? " stage " + labels.path("stage").asText() : "")
                    + ' '
                    + set.path("calls").asInt()
                    + ", "
                    + set.path("errors").asInt()
                    + " failed");
        }
        return sets;
    }

    /** The example of the page, as it stands there. */
    private static List<String> documented() throws Exception {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("    operation\\.(task|Engine\\.infer)\\..*"))
                .map(line -> line.strip().replace(" = ", "="))
                .toList();
    }
}
