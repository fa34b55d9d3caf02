package io.nightjar.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.kit.BothRuns;
import io.nightjar.kit.Jdk;
import io.nightjar.kit.WatchedApp;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Quarkus's plugin built: its own loader, classes that it wrote in front of beans, Mutiny on its event loop. */
class QuarkusTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCountOneCallForEachRequestWhenBeansStandBehindProxies() throws Exception {
        BothRuns runs = BothRuns.of(
                Jdk.OF_THE_TESTS,
                "watch=auto,com.acme.quarkus.Scorer#infer,com.acme.quarkus.Scorer#later,com.acme.quarkus.Scorer#letters",
                folder,
                List.of("-jar", "target/quarkus-app/quarkus-run.jar"));

        assertThat(runs.lines())
                .containsExactly(
                        "io.quarkus.bootstrap.runner.RunnerClassLoader",
                        "Scorer_ClientProxy",
                        "infer 200 olleH checked",
                        "infer 200 dlrow checked",
                        "infer 500",
                        "later 200 olleH",
                        "later 200 dlrow",
                        "later 500",
                        "letters 200 data:o data:l data:l data:e data:H ",
                        "letters 200 data:d data:l data:r data:o data:w ",
                        "letters 500",
                        "chat 200 olleH",
                        "chat 200 dlrow",
                        "chat 500");
        runs.assertCounted("Scorer.infer", 3, 1);
        runs.assertCounted("Scorer.later", 3, 1);
        runs.assertCounted("Scorer.letters", 3, 1);
        assertThat(WatchedApp.operation(runs.status(), "Scorer.letters")
                        .path("chunks")
                        .asInt())
                .isEqualTo(10);
        runs.assertCounted("langchain4j.chat", 3, 1);
    }
}
