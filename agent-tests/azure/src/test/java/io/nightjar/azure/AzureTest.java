package io.nightjar.azure;

import io.nightjar.kit.PresetTests;

/** The presets of Azure's clients and of what is above them. */
final class AzureTest extends PresetTests {
    AzureTest() {
        super(Sights.BY_APP);
    }
}
