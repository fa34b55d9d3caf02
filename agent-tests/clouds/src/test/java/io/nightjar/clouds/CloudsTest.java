package io.nightjar.clouds;

import io.nightjar.kit.PresetTests;

/** The presets of clouds that serve models. */
final class CloudsTest extends PresetTests {
    CloudsTest() {
        super(Sights.BY_APP);
    }
}
