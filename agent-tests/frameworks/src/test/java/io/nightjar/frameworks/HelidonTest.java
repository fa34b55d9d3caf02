package io.nightjar.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nightjar.kit.BothRuns;
import io.nightjar.kit.Jdk;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of Helidon's: calls on virtual threads, more of them at once than there are carriers. */
class HelidonTest {
    private static final Path SOURCE = Path.of("src/test/helidon/com/acme/helidon/HelidonApp.java");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path folder;

    @Test
    void shouldSeeEveryCallWhenVirtualThreadsWaitInIt() throws Exception {
        Optional<Jdk> newest = Jdk.newestFrom(21);
        assumeThat(newest).as("a JDK 21 or later beside " + Jdk.OF_THE_TESTS).isPresent();
        Path classes = newest.get().compiled(SOURCE, CLASS_PATH, folder.resolve("classes"));

        BothRuns runs = BothRuns.of(
                newest.get(),
                "watch=auto,com.acme.engine.Engine#infer,com.acme.helidon.HelidonApp$Serving#infer",
                folder,
                List.of("-cp", classes + File.pathSeparator + CLASS_PATH, "com.acme.helidon.HelidonApp"));

        assertThat(runs.lines()).hasSize(120).startsWith("400 no input", "200 1tupni virtual: true");
        assertThat(runs.lines()).filteredOn("400 no input"::equals).hasSize(12);
        runs.assertCounted("Engine.infer", 120, 12);
        runs.assertCounted("Serving.infer", 120, 12);
    }
}
