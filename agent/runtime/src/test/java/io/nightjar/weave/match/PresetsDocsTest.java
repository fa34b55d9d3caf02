package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pattern.PresetNames;
import io.nightjar.preset.Preset;
import io.nightjar.preset.PresetReader;
import io.nightjar.preset.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on presets names what is shipped, and its example can be read. */
final class PresetsDocsTest {
    private static final Path PAGE = Path.of("../docs/presets.md");

    static List<String> shipped() {
        return PresetNames.all();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shouldNameEveryOperationOfAPreset(String name) throws IOException {
        String row = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .findFirst()
                .orElseThrow();

        for (Rule rule :
                PresetReader.read(name, RuleRegistry.shipped(name), List.of()).rules()) {
            if (rule.role() == null) {
                assertThat(row).contains('`' + rule.operation().substring(name.length() + 1) + '`');
                assertThat(row).contains("| " + rule.layer() + " |");
            }
        }
    }

    @Test
    void shouldShowAnExampleThatCanBeRead() throws IOException {
        StringBuilder example = new StringBuilder();
        Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("    "))
                .forEach(line -> example.append(line.strip()).append('\n'));

        Preset preset = PresetReader.read("acme", example.toString(), List.of());

        assertThat(preset.packages()).containsExactly("com/acme/engine/");
        assertThat(preset.rules()).hasSize(1);
        assertThat(preset.rules().get(0).labels().inputTokens()).hasSize(1);
    }
}
