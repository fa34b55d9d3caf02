package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.Jdk;
import io.nightjar.kit.WatchedApp;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real libraries without those of their classes for which the application has no use, as a shrunk jar has them. */
@Timeout(240)
final class HalvedLibrariesTest {
    private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$]+) source: file:");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "Guava, future, guava-, failureaccess-, ''",
        "RxSingle, single, rxjava-, reactive-streams-, weave.publisher",
        "RxFlowable, flowable, rxjava-, reactive-streams-, weave.publisher",
        "MutinyUni, uni, mutiny-, smallrye-common-annotation- jctools-core-, weave.publisher",
        "MutinyMulti, multi, mutiny-, smallrye-common-annotation- jctools-core-, weave.publisher",
        "Kotlin, suspend, kotlin-stdlib-, '', weave.coroutine"
    })
    void shouldLeaveTheApplicationWhatItHasWhenALibraryIsNotWhole(
            String owner, String operation, String library, String beside, String failure) throws Exception {
        List<Path> whole = jars((library + ' ' + beside).strip());
        List<String> without = run(whole, operation);
        List<String> expected = said(without);
        assertThat(expected).hasSizeGreaterThan(1);
        List<Path> halved = new ArrayList<>();
        for (Path jar : whole) {
            halved.add(jar.getFileName().toString().startsWith(library) ? halved(jar, loaded(without)) : jar);
        }

        try (WatchedApp app = WatchedApp.of(halved, watching(owner, operation), "HalvedApp", operation)) {
            JsonNode status = app.idleStatus();

            assertThat(said(app.printed())).isEqualTo(expected);
            JsonNode counted = WatchedApp.operation(status, operation);
            assertThat(counted.path("calls").asInt()).isEqualTo(2);
            assertThat(counted.path("errors").asInt()).isZero();
            assertThat(counted.path("cancelled").asInt()).isZero();
            assertThat(counted.path("in_flight").asInt()).isZero();
            if (failure.isEmpty()) {
                assertThat(status.path("not_followed")).isEmpty();
                assertThat(status.path("failures").toString()).isEqualTo("{}");
                return;
            }
            assertThat(status.path("failures").toString()).isEqualTo("{\"" + failure + "\":1}");
            assertThat(status.path("not_followed")).hasSize(1);
            List<String> lines = app.linesUntil("cannot be followed to its end");
            assertThat(lines)
                    .filteredOn(line -> line.contains(failure))
                    .as("the agent says it once")
                    .hasSize(1);
        }
    }

    @Test
    void shouldFollowSuspendFunctionsWhenAnApplicationHasKotlinWithoutItsCoroutines() throws Exception {
        List<Path> jars = jars("kotlin-stdlib-");
        List<String> expected = said(run(jars, "suspend"));

        try (WatchedApp app = WatchedApp.of(jars, watching("Kotlin", "suspend"), "HalvedApp", "suspend")) {
            JsonNode status = app.idleStatus();

            assertThat(said(app.printed())).isEqualTo(expected);
            assertThat(WatchedApp.operation(status, "suspend").path("calls").asInt())
                    .as("of calls of which each is resumed twice")
                    .isEqualTo(2);
            assertThat(status.path("not_followed")).isEmpty();
            assertThat(status.path("failures").toString()).isEqualTo("{}");
        }
    }

    private static String watching(String owner, String operation) {
        return "watch=;operation." + operation + ".match=com.acme.apps.HalvedApp$" + owner + '#' + operation;
    }

    /** What the application prints that all its classes are there for, and what the JVM says of those that it loads. */
    private static List<String> run(List<Path> jars, String operation) throws IOException, InterruptedException {
        String classPath = WatchedApp.classPath(jars);
        Process process = new ProcessBuilder(
                        Jdk.OF_THE_TESTS.java(),
                        "-Xlog:class+load",
                        "-cp",
                        classPath,
                        "com.acme.apps.HalvedApp",
                        operation)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return all.lines().toList();
    }

    private static List<String> said(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("= ")).toList();
    }

    private static Set<String> loaded(List<String> lines) {
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            Matcher matcher = LOADED.matcher(line);
            if (matcher.find()) {
                names.add(matcher.group(1).replace('.', '/') + ".class");
            }
        }
        return names;
    }

    /** The jar without the classes that are not among these: more than half. */
    private Path halved(Path jar, Set<String> kept) throws IOException {
        Path halved = directory.resolve(jar.getFileName());
        int left = 0;
        int all = 0;
        try (JarFile from = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(halved);
                JarOutputStream to = new JarOutputStream(file)) {
            for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                boolean isClass = entry.getName().endsWith(".class");
                all += isClass ? 1 : 0;
                if (isClass && !kept.contains(entry.getName())) {
                    continue;
                }
                left += isClass ? 1 : 0;
                to.putNextEntry(new JarEntry(entry.getName()));
                from.getInputStream(entry).transferTo(to);
            }
        }
        assertThat(left).isBetween(1, all / 2);
        return halved;
    }

    /** The jars of the tests' class path whose names begin so, before their version. */
    private static List<Path> jars(String beginnings) {
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> Stream.of(beginnings.split(" "))
                        .anyMatch(beginning -> path.getFileName().toString().matches(beginning + "\\d.*")))
                .toList();
        assertThat(jars).hasSize(beginnings.split(" ").length);
        return jars;
    }
}
