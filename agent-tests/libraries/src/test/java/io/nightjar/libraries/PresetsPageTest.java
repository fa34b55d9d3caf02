package io.nightjar.libraries;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of presets says what the tests see, of the versions that they run. */
final class PresetsPageTest {
    private static final Path PAGE = Path.of("../../agent/docs/presets.md");
    private static final Pattern LIBRARY = Pattern.compile("`([\\w.]+):([\\w.-]+)` ([\\w.-]*\\w)");

    static List<String> rows() throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.startsWith("| preset |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldSayOfAPresetWhatTheTestsSee(String row) {
        String[] cells = row.split(" *\\| *");
        String preset = cells[1].replace("`", "");
        List<Sight> sights = Sights.ofPreset(preset);

        assertThat(cells[2]).isEqualTo(sights.get(0).layer());
        assertThat(cells[4]).isEqualTo(names(calls(sights, sight -> true)));
        assertThat(cells[5]).isEqualTo(some(sights, sight -> sight.chunks() != 0));
        assertThat(cells[6]).isEqualTo(some(sights, sight -> !sight.model().isEmpty()));
        assertThat(cells[7]).isEqualTo(some(sights, sight -> sight.inputTokens() + sight.outputTokens() > 0));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldNameTheVersionsThatTheTestsRun(String row) {
        List<MatchResult> libraries = LIBRARY.matcher(row).results().toList();

        assertThat(libraries).isNotEmpty();
        for (MatchResult library : libraries) {
            assertThat(System.getProperty("java.class.path"))
                    .contains('/' + library.group(2) + '-' + library.group(3) + ".jar");
        }
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
