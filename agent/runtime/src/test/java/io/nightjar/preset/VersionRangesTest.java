package io.nightjar.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions that a preset was checked against, and what is said of those that cannot be. */
final class VersionRangesTest {
    private static final String ALLOWED =
            ": versions and ranges of them, comma separated, such as 1.0 - 1.23, 2.0 are allowed";

    @ParameterizedTest
    @CsvSource({
        "1.0, true",
        "1.23.0, true",
        "1.12.1, true",
        "1.24, false",
        "1.0-rc1, false",
        "0.36.2, false",
        "2.0, true",
        "2.0.0, true",
        "2.0.1, false",
        "3.0.0-M1, false",
        "3.0.0-M2, true",
        "3.0.0, true"
    })
    void shouldIncludeBothEndsAndWhatLiesBetween(String version, boolean included) {
        assertThat(read("1.0 - 1.23, 2.0, 3.0.0-M2 - 3.1").versions().contains(version))
                .isEqualTo(included);
    }

    @Test
    void shouldIncludeAllWhenNothingIsSaid() {
        Preset preset = PresetReader.read("acme", "packages = com.acme\ncall.match = com.acme.A#a\n", List.of());

        assertThat(preset.versions().isUnknown()).isTrue();
        assertThat(preset.versions().contains("1.0")).isTrue();
    }

    @Test
    void shouldWriteTheRangesAsTheyAreRead() {
        assertThat(read("1.0 - 1.23,2.0").versions()).hasToString("1.0 - 1.23, 2.0");
        assertThat(read("1.0 - 1.23,2.0").versions().ends()).containsExactly("1.0", "1.23", "2.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "2.0 - 1.0; '2.0 - 1.0' begins behind its end: the older version comes first, 1.0 - 2.0",
                "1.0, 1.0 - 1.0-rc1; '1.0 - 1.0-rc1' begins behind its end: the older version comes first, 1.0-rc1 - 1.0",
                "1.0-1.23; '1.0-1.23' may be a range, and there is a space on each side of its hyphen: 1.0 - 1.23",
                "all; 'all' is no version" + ALLOWED,
                "[1.0; '[1.0' is no version" + ALLOWED,
                "1.0 - 1.x y; '1.x y' is no version" + ALLOWED,
                "1.0 - 2.0 - 3.0; '2.0 - 3.0' is no version" + ALLOWED,
            })
    void shouldSayWithTheLineWhatCannotBe(String versions, String problem) {
        assertThatThrownBy(() -> read(versions)).hasMessage("preset acme, line 3: versions: " + problem);
    }

    @Test
    void shouldSayWhereAVersionIsMissing() {
        assertThatThrownBy(() -> read("1.0, , 2.0"))
                .hasMessage("preset acme, line 3: versions: a version is missing" + ALLOWED);
        assertThatThrownBy(() -> read("")).hasMessage("preset acme, line 3: versions: a version is missing" + ALLOWED);
        assertThatThrownBy(() -> read("1.0 -"))
                .hasMessage("preset acme, line 3: versions: '1.0 -' is no version" + ALLOWED);
    }

    private static Preset read(String versions) {
        return PresetReader.read(
                "acme",
                "packages = com.acme\n# A comment\nversions = " + versions + "\ncall.match = com.acme.A#a\n",
                List.of());
    }
}
