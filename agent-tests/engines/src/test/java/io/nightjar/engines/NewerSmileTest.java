package io.nightjar.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nightjar.kit.Jdk;
import io.nightjar.kit.SeenCalls;
import io.nightjar.kit.WatchedApp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preset of Smile against its newest version, whose class files need a newer JDK than that of the tests. */
final class NewerSmileTest {
    private static final Path SOURCE = Path.of("src/test/newer/com/acme/apps/NewSmileApp.java");
    private static final Path JARS = Path.of("target/newer-smile");

    @TempDir
    private Path folder;

    @Test
    void shouldSeeTheSameCallsWhenSmileIsNewer() throws Exception {
        Optional<Jdk> jdk = Jdk.newestFrom(25);
        assumeThat(jdk).as("a JDK 25 or later beside " + Jdk.OF_THE_TESTS).isPresent();
        String classPath = WatchedApp.classPath(jars());
        Path classes = jdk.get().compiled(SOURCE, classPath, folder.resolve("classes"));

        SeenCalls.assertSeen(
                jdk.get(),
                List.of(),
                classes + File.pathSeparator + classPath,
                "NewSmileApp",
                EngineSights.BY_APP.of("SmileApp"));
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            List<Path> all = jars.toList();
            assertThat(all).hasSize(3);
            return all;
        }
    }
}
