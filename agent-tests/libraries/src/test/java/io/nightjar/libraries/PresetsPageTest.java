package io.nightjar.libraries;

import io.nightjar.kit.PresetsPage;
import io.nightjar.kit.Sight;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of presets says what the tests of this module see, of the versions that they run. */
final class PresetsPageTest {
    static List<String> presets() {
        return Sights.BY_APP.all().stream().map(Sight::preset).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldSayOfAPresetWhatTheTestsSee(String preset) throws Exception {
        PresetsPage.assertRow(preset, Sights.BY_APP.all());
    }
}
