package io.nightjar.kit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each preset against its library, in a module whose class path has it: every call once, with its layer, its outcome, its model,
 * its tokens and its chunks; and the row of each preset on the page. A module's test names its applications and what must be seen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PresetTests {
    private static final String NEWEST = "newest";
    private static final String OLDEST = "oldest";

    private final SightsByApp sights;

    protected PresetTests(SightsByApp sights) {
        this.sights = sights;
    }

    /** Applications that run on every JDK found, as what they call is native; the others run on that of the tests. */
    protected List<String> onEveryJdk() {
        return List.of();
    }

    /** Presets of which another module sees every call. */
    protected List<String> seenElsewhere() {
        return List.of();
    }

    /** What the agent is told to watch. */
    protected String watch() {
        return "auto";
    }

    protected final List<Arguments> apps() throws IOException {
        List<Arguments> apps = new ArrayList<>();
        for (String app : sights.apps()) {
            apps.add(Arguments.of(app, Jdk.OF_THE_TESTS, NEWEST));
        }
        for (Jdk jdk : Jdk.found()) {
            if (!jdk.equals(Jdk.OF_THE_TESTS)) {
                for (String app : onEveryJdk()) {
                    apps.add(Arguments.of(app, jdk, NEWEST));
                }
            }
        }
        for (String app : sights.oldestApps()) {
            apps.add(Arguments.of(app, Jdk.OF_THE_TESTS, OLDEST));
        }
        return apps;
    }

    protected final List<String> presets() {
        return sights.all().stream()
                .map(Sight::preset)
                .filter(preset -> !seenElsewhere().contains(preset))
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{0} on {1}, {2} version")
    @MethodSource("apps")
    protected final void shouldSeeEveryCallOfTheLibrary(String app, Jdk jdk, String version) throws Exception {
        if (version.equals(OLDEST)) {
            SeenCalls.assertSeenOf(OldestVersion.classPath(app), app, sights.ofOldest(app), "watch=" + watch());
        } else {
            SeenCalls.assertSeen(jdk, app, sights.of(app), "watch=" + watch());
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    protected final void shouldSayOfAPresetWhatTheTestsSee(String preset) throws Exception {
        PresetsPage.assertRow(preset, sights.all());
    }
}
