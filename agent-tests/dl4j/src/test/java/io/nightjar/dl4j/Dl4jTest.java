package io.nightjar.dl4j;

import static io.nightjar.kit.Sight.engine;

import io.nightjar.kit.Jdk;
import io.nightjar.kit.PresetsPage;
import io.nightjar.kit.SeenCalls;
import io.nightjar.kit.Sight;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The preset against the library: every call, with its outcome; and what the page of presets says of it. */
final class Dl4jTest {
    private static final List<Sight> SIGHTS = List.of(
            engine("dl4j.output", 24).failed(4),
            engine("dl4j.rnnTimeStep", 6).failed(2));

    static List<Jdk> jdks() throws IOException {
        return Jdk.found();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void shouldSeeEveryCallOfTheNetworksWhenTheyAreAsked(Jdk jdk) throws Exception {
        SeenCalls.assertSeen(jdk, "Dl4jApp", SIGHTS);
    }

    @Test
    void shouldSayOfThePresetWhatTheTestsSeeWhenThePageIsRead() throws Exception {
        PresetsPage.assertRow("dl4j", SIGHTS);
    }
}
