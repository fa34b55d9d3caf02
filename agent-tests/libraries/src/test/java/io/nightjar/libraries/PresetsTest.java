package io.nightjar.libraries;

import io.nightjar.kit.Jdk;
import io.nightjar.kit.SeenCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each preset against its library: every call once, with its layer, its outcome, its model, its tokens and its chunks. */
final class PresetsTest {
    /** Each application on the JDK that runs the tests; what is native on every JDK found. */
    static List<Arguments> apps() throws IOException {
        List<Arguments> apps = new ArrayList<>();
        for (String app : Sights.BY_APP.apps()) {
            apps.add(Arguments.of(app, Jdk.OF_THE_TESTS));
        }
        for (Jdk jdk : Jdk.found()) {
            if (!jdk.equals(Jdk.OF_THE_TESTS)) {
                apps.add(Arguments.of("LlamaApp", jdk));
                apps.add(Arguments.of("OnnxApp", jdk));
            }
        }
        return apps;
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("apps")
    void shouldSeeEveryCallOfTheLibrary(String name, Jdk jdk) throws Exception {
        SeenCalls.assertSeen(jdk, name, Sights.BY_APP.of(name));
    }
}
