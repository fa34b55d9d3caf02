package io.nightjar.engines;

import io.nightjar.kit.PresetTests;
import java.util.List;

/** The presets of engines. */
final class EnginesTest extends PresetTests {
    EnginesTest() {
        super(EngineSights.BY_APP);
    }

    @Override
    protected List<String> onEveryJdk() {
        return EngineSights.NATIVE;
    }
}
