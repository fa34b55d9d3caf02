package io.nightjar.libraries;

import io.nightjar.kit.PresetTests;
import java.util.List;

/** The presets of the libraries that live together here. */
final class PresetsTest extends PresetTests {
    PresetsTest() {
        super(Sights.BY_APP);
    }

    @Override
    protected List<String> seenElsewhere() {
        return List.of("spring-ai-tools");
    }

    @Override
    protected List<String> onEveryJdk() {
        return List.of("LlamaApp", "OnnxApp");
    }
}
