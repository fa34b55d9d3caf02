package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the page on troubleshooting with the names under which the sources count failures. */
class FailuresPageTest {
    private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");
    private static final List<Path> SOURCES =
            List.of(Path.of("..", "core", "src", "main", "java"), Path.of("..", "runtime", "src", "main", "java"));
    private static final Pattern COUNTED = Pattern.compile("\\b(?:failure|failed)\\(\\s*\"([a-z]+)[.\"]");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z][^` ]*)` \\|", Pattern.MULTILINE);

    @Test
    void shouldDocumentEachNameUnderWhichAFailureIsCounted() throws IOException {
        Set<String> counted = countedNames();
        Set<String> documented = documentedNames();

        assertThat(counted).hasSizeGreaterThan(50);
        for (String name : counted) {
            assertThat(documented)
                    .as("agent/docs/troubleshooting.md needs a row for `%s`", name)
                    .anyMatch(row -> name.endsWith(".") ? row.startsWith(name + "<") : row.equals(name));
        }
    }

    @Test
    void shouldDocumentNoNameThatTheSourcesDoNotHave() throws IOException {
        Set<String> counted = countedNames();

        for (String row : documentedNames()) {
            int varies = row.indexOf('<');
            assertThat(counted)
                    .as("the row `%s` of agent/docs/troubleshooting.md", row)
                    .contains(varies < 0 ? row : row.substring(0, varies));
        }
    }

    private static Set<String> documentedNames() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            names.add(row.group(1));
        }
        return names;
    }

    /** A name that ends in a dot is completed when the failure is counted. */
    private static Set<String> countedNames() throws IOException {
        String sources = sources();
        Set<String> groups = new TreeSet<>();
        Matcher counted = COUNTED.matcher(sources);
        while (counted.find()) {
            groups.add(counted.group(1));
        }
        Set<String> names = new TreeSet<>(groups);
        // Names reach the log by other ways too, so every text of such a form is one.
        Matcher text = Pattern.compile("\"((?:" + String.join("|", groups) + ")\\.[A-Za-z.-]*)\"")
                .matcher(sources);
        while (text.find()) {
            names.add(text.group(1));
        }
        names.removeIf(
                name -> (groups.contains(name) || name.endsWith(".")) && !sources.contains("failure(\"" + name + "\""));
        for (Key key : Key.values()) {
            if (!sources.contains("count(\"" + key.text() + "\"")) {
                names.remove(key.text());
            }
        }
        return names;
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    all.append(Files.readString(file)).append('\n');
                }
            }
        }
        return all.toString();
    }
}
