package io.nightjar.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of presets in the docs, which says what the tests see, of the versions that they run. */
public final class PresetsPage {
    private static final Path PAGE = Path.of("../../agent/docs/presets.md");
    private static final Pattern LIBRARY = Pattern.compile("`([\\w.-]+):([\\w.-]+)` ([\\w.-]*\\w(?:, \\d[\\w.-]*)*)");
    /** Where a module puts the jars of versions that its own class path does not have. */
    private static final Path OTHERS = Path.of("target");

    private static final int DEPTH = 4;

    private PresetsPage() {}

    /** Fails where the row of a preset says anything else than its tests see, or names versions that no test has. */
    public static void assertRow(String preset, List<Sight> all) throws IOException {
        String row = row(preset);
        String[] cells = row.split(" *\\| *");
        List<Sight> sights =
                all.stream().filter(sight -> sight.preset().equals(preset)).toList();

        assertThat(cells[2]).isEqualTo(layers(sights));
        assertThat(cells[4]).isEqualTo(names(calls(sights, sight -> true)));
        assertThat(cells[5]).isEqualTo(some(sights, sight -> sight.chunks() != 0));
        assertThat(cells[6]).isEqualTo(some(sights, sight -> !sight.model().isEmpty()));
        assertThat(cells[7]).isEqualTo(some(sights, sight -> sight.inputTokens() + sight.outputTokens() > 0));
        List<MatchResult> libraries = LIBRARY.matcher(cells[3]).results().toList();
        assertThat(libraries).as("libraries of " + preset).isNotEmpty();
        for (MatchResult library : libraries) {
            for (String version : library.group(3).split(", ")) {
                assertTested(library.group(2) + '-' + version + ".jar");
            }
        }
    }

    private static void assertTested(String jar) throws IOException {
        try (Stream<Path> others =
                Files.find(OTHERS, DEPTH, (file, attributes) -> file.endsWith(jar) && attributes.isRegularFile())) {
            boolean tested = System.getProperty("java.class.path").contains('/' + jar)
                    || others.findAny().isPresent();
            assertThat(tested).as("a test has " + jar).isTrue();
        }
    }

    private static String row(String preset) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.startsWith("| preset |"))
                .filter(line -> line.startsWith("| `" + preset + "` |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no row of " + preset));
    }

    private static String layers(List<Sight> sights) {
        return sights.stream().map(Sight::layer).distinct().collect(Collectors.joining(", "));
    }

    private static String some(List<Sight> sights, Predicate<Sight> wanted) {
        Collection<String> all = calls(sights, sight -> true);
        List<String> some = all.stream().filter(calls(sights, wanted)::contains).toList();
        return some.isEmpty() ? "–" : some.size() == all.size() ? "all" : names(some);
    }

    private static Collection<String> calls(List<Sight> sights, Predicate<Sight> wanted) {
        return sights.stream().filter(wanted).map(Sight::call).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String names(Collection<String> calls) {
        List<String> names = new ArrayList<>();
        calls.forEach(call -> names.add('`' + call + '`'));
        return String.join(", ", names);
    }
}
