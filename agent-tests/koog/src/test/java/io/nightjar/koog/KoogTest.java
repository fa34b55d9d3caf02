package io.nightjar.koog;

import io.nightjar.kit.PresetTests;

/** The preset of Koog's clients of models. */
final class KoogTest extends PresetTests {
    KoogTest() {
        super(Sights.BY_APP);
    }
}
