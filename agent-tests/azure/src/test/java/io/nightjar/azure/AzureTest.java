package io.nightjar.azure;

import io.nightjar.kit.PresetTests;
import java.util.List;

/** The presets of Azure's clients and of what is above them. */
final class AzureTest extends PresetTests {
    AzureTest() {
        super(Sights.BY_APP);
    }

    @Override
    protected List<String> onOldestVersions() {
        return List.of("AzureOpenAiApp");
    }
}
