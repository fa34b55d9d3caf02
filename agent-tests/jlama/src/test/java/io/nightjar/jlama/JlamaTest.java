package io.nightjar.jlama;

import static io.nightjar.kit.Sight.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nightjar.kit.BothRuns;
import io.nightjar.kit.Jdk;
import io.nightjar.kit.PresetsPage;
import io.nightjar.kit.SeenCalls;
import io.nightjar.kit.Sight;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preset against the library, whose class files need a newer JDK than that of the tests: every call, with its outcome. */
final class JlamaTest {
    private static final Path SOURCE = Path.of("src/test/jlama/com/acme/apps/JlamaApp.java");
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    /** The library computes with vectors. */
    private static final List<String> OPTIONS = List.of("--add-modules", "jdk.incubator.vector");

    private static final List<Sight> SIGHTS = List.of(
            engine("jlama.generate", 10).failed(3).model("LLAMA").tokens(47, 78),
            engine("jlama.embed", 5).failed(1).model("LLAMA"),
            engine("jlama.classify", 3).failed(2).model("BERT"));

    @TempDir
    private Path folder;

    @Test
    void shouldSeeEveryCallWhenModelsAreAsked() throws Exception {
        Jdk jdk = newJdk();

        SeenCalls.assertSeen(jdk, OPTIONS, classPath(jdk), "JlamaApp", SIGHTS);
    }

    @Test
    void shouldLetAModelSayTheSameWhenItIsWatched() throws Exception {
        Jdk jdk = newJdk();
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(List.of("-cp", classPath(jdk), "com.acme.apps.JlamaApp"));

        BothRuns runs = BothRuns.of(jdk, "watch=auto", folder, arguments);

        assertThat(runs.lines())
                .filteredOn(line -> line.endsWith(" 7 12 MAX_TOKENS"))
                .hasSize(6);
        assertThat(runs.lines()).filteredOn(line -> line.startsWith("piece ")).hasSize(26);
        runs.assertCounted("jlama.generate", 10, 3);
    }

    @Test
    void shouldSayOfThePresetWhatTheTestsSeeWhenThePageIsRead() throws Exception {
        PresetsPage.assertRow("jlama", SIGHTS);
    }

    private static Jdk newJdk() throws Exception {
        Optional<Jdk> jdk = Jdk.newestFrom(21);
        assumeThat(jdk).as("a JDK 21 or later beside " + Jdk.OF_THE_TESTS).isPresent();
        return jdk.get();
    }

    private String classPath(Jdk jdk) throws Exception {
        return jdk.compiled(SOURCE, CLASS_PATH, folder.resolve("classes")) + File.pathSeparator + CLASS_PATH;
    }
}
