package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of futures names the versions and the cases that the tests run. */
final class FuturesPageTest {
    private static final Path PAGE = Path.of("../../agent/docs/patterns.md");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /** What the page calls the methods of the applications. */
    private static final Map<String, String> CASES = Map.ofEntries(
            Map.entry("ok", "success"),
            Map.entry("onContext", "on a context"),
            Map.entry("failed", "failure"),
            Map.entry("interrupted", "interruption"),
            Map.entry("cancelled", "cancellation"),
            Map.entry("timedOut", "time-out"),
            Map.entry("cutShort", "cut short"),
            Map.entry("abandoned", "abandoned"),
            Map.entry("done", "done before"),
            Map.entry("doneFailed", "done before"),
            Map.entry("doneCancelled", "done before"),
            Map.entry("again", "ended again"));

    @ParameterizedTest
    @CsvSource({
        "Guava, 'Guava Grpc', 'guava grpc-stub'",
        "Vert.x, Vertx, vertx-core",
        "Scala, Scala, scala-library",
    })
    void shouldNameWhatIsTested(String row, String libraries, String artifacts) throws Exception {
        String[] cells = row(row).split(" *\\| *");
        Set<String> versions = new TreeSet<>();
        Set<String> cases = new TreeSet<>();
        for (String line : FuturesTest.class
                .getDeclaredMethod("shouldEndWithTheFuture", String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value()) {
            String[] tested = line.split(" *, *", -1);
            if (List.of(libraries.split(" ")).contains(tested[0])) {
                VERSION.matcher(tested[1]).results().map(MatchResult::group).forEach(versions::add);
                List.of(tested[2].split(" ")).forEach(method -> cases.add(CASES.get(method)));
            }
        }
        if (libraries.equals("Scala")) {
            cases.add(CASES.get("timedOut"));
        }
        for (String artifact : artifacts.split(" ")) {
            versions.add(onClassPath(artifact));
        }

        assertThat(VERSION.matcher(cells[2]).results().map(MatchResult::group))
                .containsExactlyInAnyOrderElementsOf(versions);
        assertThat(cells[3].split(", ")).containsExactlyInAnyOrderElementsOf(cases);
    }

    private static String row(String name) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.startsWith("| future |"))
                .filter(line -> line.startsWith("| " + name))
                .findFirst()
                .orElseThrow();
    }

    private static String onClassPath(String artifact) {
        Matcher jar = Pattern.compile('/' + artifact + "-(\\d+\\.\\d+\\.\\d+)[^/]*\\.jar")
                .matcher(System.getProperty("java.class.path"));
        assertThat(jar.find()).as(artifact).isTrue();
        return jar.group(1);
    }
}
