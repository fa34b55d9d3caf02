package io.nightjar.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.apps.Waiting;
import io.nightjar.kit.Archive;
import io.nightjar.kit.BothRuns;
import io.nightjar.kit.Jdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application prints is the same with the agent as without, its calls are all counted, and no loader is kept. */
class FrameworksTest {
    private static final Path CLASSES = Path.of("target/test-classes");
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String WATCH = "watch=auto,com.acme.engine.Engine#infer";
    private static final String ENGINE = "Engine.infer";
    private static final Pattern OF_SPRING = Pattern.compile(
            ".*/(spring-(?!boot-loader)|micrometer-|reactor-|reactive-|slf4j-api|commons-logging|jackson-).*");

    @TempDir
    private Path folder;

    @Test
    void shouldSeeEveryCallOfAFatJarWhenSpringBootRunsIt() throws Exception {
        Path jar = fatJar();

        BothRuns runs = BothRuns.of(Jdk.OF_THE_TESTS, WATCH, folder, List.of("-jar", jar.toString()));

        assertThat(runs.lines())
                .startsWith("org.springframework.boot.loader.launch.LaunchedClassLoader", "olleH", "dlrow")
                .contains("refused: IllegalArgumentException", "bird");
        runs.assertCounted(ENGINE, 3, 1);
        runs.assertCounted("spring-ai.chat", 3, 1);
        runs.assertCounted("spring-ai.chat-stream", 1, 0);
    }

    @Test
    void shouldKeepNoLoaderWhenTomcatDeploysAgain() throws Exception {
        Path app = folder.resolve("app");
        for (String name : List.of("com/acme/engine/Engine.class", "com/acme/web/InferServlet.class")) {
            Path to = app.resolve("WEB-INF/classes").resolve(name);
            Files.createDirectories(to.getParent());
            Files.copy(CLASSES.resolve(name), to);
        }

        BothRuns runs = run("TomcatApp", app);

        assertThat(runs.lines()).containsSubsequence("200olleH", "200dlrow", "500", "collected: true");
        assertThat(runs.lines()).filteredOn("collected: true"::equals).hasSize(3);
        runs.assertCounted(ENGINE, 9, 3);
    }

    @Test
    void shouldKeepNoLoaderWhenABundleIsUninstalled() throws Exception {
        Path jar = folder.resolve("bundle.jar");
        try (Archive bundle = new Archive(
                Files.newOutputStream(jar),
                Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", "com.acme.bundle",
                        "Bundle-Activator", "com.acme.bundle.Activator",
                        "Import-Package", "org.osgi.framework"))) {
            bundle.folder(CLASSES, "", List.of("com/acme/engine/", "com/acme/bundle/"));
        }

        BothRuns runs = run("OsgiApp", jar);

        assertThat(runs.lines())
                .containsExactly(
                        "trats", "no input", "pots", "collected: true", "trats", "no input", "pots", "collected: true");
        runs.assertCounted(ENGINE, 6, 2);
    }

    @Test
    void shouldEndCallsOnTheirContextWhenAVerticleAnswers() throws Exception {
        String watch = WATCH + ";operation.serving.match=com.acme.frames.VertxApp$Serving#infer";

        BothRuns runs = run(watch, "VertxApp");

        assertThat(runs.lines()).contains("olleH on vert.x-eventloop-thread", "no input on vert.x-eventloop-thread");
        runs.assertCounted(ENGINE, 6, 2);
        runs.assertCounted("serving", 6, 2);
    }

    private BothRuns run(String name, Path argument) throws Exception {
        return BothRuns.of(
                Jdk.OF_THE_TESTS,
                WATCH,
                folder,
                List.of("-cp", CLASS_PATH, "com.acme.frames." + name, argument.toString()));
    }

    private BothRuns run(String configuration, String name) throws Exception {
        return BothRuns.of(
                Jdk.OF_THE_TESTS, configuration, folder, List.of("-cp", CLASS_PATH, "com.acme.frames." + name));
    }

    /** As Spring Boot's own plugins lay it out. */
    private Path fatJar() throws IOException {
        Path jar = folder.resolve("app.jar");
        List<Path> classPath = Arrays.stream(CLASS_PATH.split(java.io.File.pathSeparator))
                .map(Path::of)
                .toList();
        try (OutputStream to = Files.newOutputStream(jar);
                Archive archive = new Archive(
                        to,
                        Map.of(
                                "Main-Class", "org.springframework.boot.loader.launch.JarLauncher",
                                "Start-Class", "com.acme.frames.SpringApp",
                                "Spring-Boot-Classes", "BOOT-INF/classes/",
                                "Spring-Boot-Lib", "BOOT-INF/lib/"))) {
            archive.folder(CLASSES, "BOOT-INF/classes/", List.of("com/acme/engine/", "com/acme/frames/Spring"));
            for (Path path : classPath) {
                String name = path.getFileName().toString();
                if (name.startsWith("spring-boot-loader-")) {
                    archive.unpacked(path);
                } else if (OF_SPRING.matcher(path.toString()).matches()) {
                    archive.stored("BOOT-INF/lib/" + name, path);
                }
            }
            Path kit = Path.of(Waiting.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
            if (Files.isDirectory(kit)) {
                archive.folder(kit, "BOOT-INF/classes/", List.of("com/acme/apps/"));
            } else {
                archive.stored("BOOT-INF/lib/kit.jar", kit);
            }
        }
        return jar;
    }
}
