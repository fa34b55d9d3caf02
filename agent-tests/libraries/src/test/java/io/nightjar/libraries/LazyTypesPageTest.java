package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of lazy types and suspend functions names the versions and the cases that the tests run. */
final class LazyTypesPageTest {
    private static final Path PAGE = Path.of("../../agent/docs/patterns.md");
    private static final Path KOTLIN = Path.of("src/test/resources/kotlin");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /** What stands in the application for each case. */
    private static final Map<String, String> SOURCES = Map.of(
            "success", "twice.map(String::length)",
            "failure", "IllegalStateException()",
            "cancellation", "never()).subscribe().dispose()",
            "time-out", ".timeout(20",
            "two subscriptions", "twice",
            "never subscribed", "SourcesApp::work));",
            "abandoned", "never()).subscribe();",
            "done before", "just(\"x\")");

    private static final Map<String, String> SUSPEND = Map.ofEntries(
            Map.entry("success", "step(\"success\")"),
            Map.entry("failure", "step(\"failure\")"),
            Map.entry("cancellation", "step(\"cancelled\")"),
            Map.entry("time-out", "step(\"time-out\")"),
            Map.entry("async", "step(\"async\")"),
            Map.entry("supervisor scope", "supervisorScope {"),
            Map.entry("tail call", "step(\"tail\")"),
            Map.entry("nested", "step(\"outer\")"),
            Map.entry("resumed twice", "suspend fun twice()"),
            Map.entry("never resumed", "suspend fun forgotten()"),
            Map.entry("done before", "step(\"quick\")"));

    private static final Map<String, String> FLOWS = Map.of(
            "success", "step(\"tokens\")",
            "failure", "step(\"failing\")",
            "cancellation", "step(\"cancelled\")",
            "time-out", "step(\"time-out\")",
            "two collections", "step(\"twice\")",
            "never collected", "fun unread()",
            "abandoned", "fun forget()");

    @Test
    void shouldNameTheVersionsOfTheSourcesThatAreTested() throws Exception {
        String older = SourcesTest.class
                .getDeclaredMethod("shouldCountEachSubscriptionAsItEnds", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value()[1];
        String[] versions = older.split(" *, *");

        assertThat(versions("RxJava")).containsExactlyInAnyOrder(versions[0], jar(classPath(), "rxjava"));
        assertThat(versions("Mutiny")).containsExactlyInAnyOrder(versions[1], jar(classPath(), "mutiny"));
    }

    @ParameterizedTest
    @CsvSource({"Kotlin `Flow`, kotlinx-coroutines-core-jvm", "Kotlin `suspend`, kotlin-stdlib"})
    void shouldNameTheVersionsOfKotlinThatAreTested(String row, String artifact) throws IOException {
        assertThat(versions(row))
                .containsExactlyInAnyOrder(
                        jar(files(Path.of("target/kotlin/older")), artifact),
                        jar(files(Path.of("target/kotlin/newer")), artifact));
    }

    @Test
    void shouldNameTheCasesThatAreTested() throws IOException {
        String sources = Files.readString(Path.of("src/test/java/com/acme/apps/SourcesApp.java"));
        for (String row : new String[] {"RxJava", "Mutiny"}) {
            assertThat(cases(row)).as(row).containsExactlyInAnyOrderElementsOf(SOURCES.keySet());
        }
        assertThat(sources).contains(SOURCES.values());
        assertThat(cases("Kotlin `suspend`")).containsExactlyInAnyOrderElementsOf(SUSPEND.keySet());
        assertThat(Files.readString(KOTLIN.resolve("CoroutinesApp.kt"))).contains(SUSPEND.values());
        assertThat(cases("Kotlin `Flow`")).containsExactlyInAnyOrderElementsOf(FLOWS.keySet());
        assertThat(Files.readString(KOTLIN.resolve("FlowsApp.kt"))).contains(FLOWS.values());
    }

    private static Set<String> versions(String row) throws IOException {
        Set<String> versions = new TreeSet<>();
        VERSION.matcher(cells(row)[2]).results().map(MatchResult::group).forEach(versions::add);
        return versions;
    }

    private static String[] cases(String row) throws IOException {
        return cells(row)[3].split(", ");
    }

    private static String[] cells(String row) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.startsWith("| lazy type |"))
                .filter(line -> line.startsWith("| " + row))
                .findFirst()
                .orElseThrow()
                .split(" *\\| *");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return String.join(":", files.map(Path::toString).toList());
        }
    }

    private static String jar(String paths, String artifact) {
        Matcher jar = Pattern.compile('/' + artifact + "-(\\d+\\.\\d+\\.\\d+)[^/:]*\\.jar")
                .matcher(paths);
        assertThat(jar.find()).as(artifact).isTrue();
        return jar.group(1);
    }
}
