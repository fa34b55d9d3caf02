package io.nightjar.engines;

import io.nightjar.kit.Jdk;
import io.nightjar.kit.PresetsPage;
import io.nightjar.kit.SeenCalls;
import io.nightjar.kit.Sight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each preset against its engine: every call, with its outcome and its model; and what the page of presets says of it. */
final class EnginesTest {
    /** Each application on the JDK that runs the tests; what is native on every JDK found. */
    static List<Arguments> apps() throws IOException {
        List<Arguments> apps = new ArrayList<>();
        for (String app : EngineSights.BY_APP.apps()) {
            apps.add(Arguments.of(app, Jdk.OF_THE_TESTS));
        }
        for (Jdk jdk : Jdk.found()) {
            if (!jdk.equals(Jdk.OF_THE_TESTS)) {
                for (String app : EngineSights.NATIVE) {
                    apps.add(Arguments.of(app, jdk));
                }
            }
        }
        return apps;
    }

    static List<String> presets() {
        return EngineSights.BY_APP.all().stream().map(Sight::preset).distinct().toList();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("apps")
    void shouldSeeEveryCallOfTheEngine(String name, Jdk jdk) throws Exception {
        SeenCalls.assertSeen(jdk, name, EngineSights.BY_APP.of(name));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldSayOfAPresetWhatTheTestsSee(String preset) throws Exception {
        PresetsPage.assertRow(preset, EngineSights.BY_APP.all());
    }
}
