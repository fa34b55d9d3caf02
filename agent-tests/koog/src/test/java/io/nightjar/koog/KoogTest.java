package io.nightjar.koog;

import io.nightjar.kit.Jdk;
import io.nightjar.kit.PresetsPage;
import io.nightjar.kit.SeenCalls;
import io.nightjar.kit.Sight;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each preset against its library: every call once, with its layer, its outcome, its model, its tokens and its chunks. */
final class KoogTest {

    static List<String> apps() {
        return Sights.BY_APP.apps();
    }

    static List<String> presets() {
        return Sights.BY_APP.all().stream().map(Sight::preset).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void shouldSeeEveryCallOfTheLibrary(String name) throws Exception {
        SeenCalls.assertSeen(Jdk.OF_THE_TESTS, name, Sights.BY_APP.of(name));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldSayOfAPresetWhatTheTestsSee(String preset) throws Exception {
        PresetsPage.assertRow(preset, Sights.BY_APP.all());
    }
}
