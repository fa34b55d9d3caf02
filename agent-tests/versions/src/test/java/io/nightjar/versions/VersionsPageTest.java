package io.nightjar.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pattern.PresetNames;
import io.nightjar.preset.Preset;
import io.nightjar.preset.PresetReader;
import io.nightjar.weave.match.RuleRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page says what is seen of the oldest and the newest version of each library, by their jars. */
final class VersionsPageTest {
    private static final Path PAGE = Path.of("../../agent/docs/versions.md");
    private static final JarStore STORE = JarStore.ofBuild();

    @BeforeAll
    static void fetch() throws Exception {
        List<String> wanted = new ArrayList<>();
        for (Library library : libraries()) {
            if (!library.large()) {
                wanted.addAll(library.coordinates(library.oldest()));
                wanted.addAll(library.coordinates(library.newest()));
            }
        }
        STORE.fetch(wanted);
    }

    static List<Library> libraries() throws IOException {
        return VersionsMain.list();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void shouldSayWhatIsSeenOfTheOldestAndTheNewest(Library library) throws IOException {
        List<VersionsPage.Row> rows = VersionsPage.rows(PAGE, library);
        assertThat(rows)
                .as("rows of " + library.name() + ": run the profile versions")
                .isNotEmpty();
        VersionsPage.Row first = rows.get(0);
        VersionsPage.Row last = rows.get(rows.size() - 1);

        assertThat(first.first()).isEqualTo(library.oldest());
        assertThat(last.last()).isEqualTo(library.newest());
        assertSeen(library, library.oldest(), first);
        assertSeen(library, library.newest(), last);
    }

    /** Of large jars those are looked at that another test has brought. */
    private static void assertSeen(Library library, String version, VersionsPage.Row row) throws IOException {
        List<String> coordinates = library.coordinates(version);
        if (!library.large() || STORE.has(coordinates)) {
            List<Path> jars = coordinates.stream().map(STORE::jar).toList();
            assertThat(PresetCheck.of(library.preset(), jars).seen().cells())
                    .as(library.name() + ' ' + version)
                    .isEqualTo(row.cells());
        }
    }

    @Test
    void shouldListALibraryOfEachShippedPreset() throws IOException {
        assertThat(libraries())
                .as("write a line into versions.txt")
                .extracting(Library::preset)
                .containsAll(presets())
                .isSubsetOf(presets());
    }

    static List<String> presets() {
        return PresetNames.shipped().stream().map(PresetNames.Entry::name).toList();
    }

    /** What a preset says that it was checked against, the list has, and the page says that nothing of it is lost. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldHaveCheckedTheVersionsThatAPresetNames(String preset) throws IOException {
        Preset read = PresetReader.read(preset, RuleRegistry.shipped(preset), List.of());
        List<String> listed = new ArrayList<>();
        for (Library library : libraries()) {
            if (library.preset().equals(preset)) {
                listed.addAll(library.versions());
                for (VersionsPage.Row row : VersionsPage.rows(PAGE, library)) {
                    if (read.versions().contains(row.first()) || read.versions().contains(row.last())) {
                        assertThat(row.cells()).as(preset + ' ' + row.first()).endsWith("| –");
                    }
                }
            }
        }

        assertThat(read.versions().isUnknown())
                .as("versions of preset " + preset)
                .isFalse();
        assertThat(listed).containsAll(read.versions().ends());
    }
}
