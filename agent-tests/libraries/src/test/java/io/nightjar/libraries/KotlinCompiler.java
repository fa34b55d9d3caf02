package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.kit.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One version of Kotlin's compiler, with the libraries that its code runs with. */
record KotlinCompiler(String version) {
    private static final Path SOURCES = Path.of("src/test/resources/kotlin");

    /** Compiles the applications, and returns what they run with: the classes and the jars. */
    List<Path> compiled() throws IOException, InterruptedException {
        Path place = Path.of("target/kotlin", version);
        Path classes = Files.createDirectories(Path.of("target/kotlin", version + "-classes"));
        List<Path> jars = files(place, ".jar");
        List<Path> libraries = jars.stream()
                .filter(jar -> jar.toString().contains("kotlin-stdlib-")
                        || jar.toString().contains("kotlinx-coroutines-"))
                .toList();
        List<String> command = new ArrayList<>(List.of(
                Jdk.OF_THE_TESTS.java(),
                "-Xmx768m",
                "-cp",
                path(jars),
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-no-stdlib",
                "-no-reflect",
                "-nowarn",
                "-jvm-target",
                "17",
                "-cp",
                path(libraries),
                "-d",
                classes.toString()));
        files(SOURCES, ".kt").forEach(source -> command.add(source.toString()));
        Path said = Path.of("target/kotlin", version + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the compiler ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        List<Path> all = new ArrayList<>(List.of(classes));
        all.addAll(libraries);
        return all;
    }

    static String path(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> files(Path place, String end) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(each -> each.toString().endsWith(end)).sorted().toList();
        }
    }
}
