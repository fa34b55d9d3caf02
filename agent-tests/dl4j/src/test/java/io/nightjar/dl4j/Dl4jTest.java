package io.nightjar.dl4j;

import io.nightjar.kit.PresetTests;
import java.util.List;

/** The preset of Deeplearning4j, whose arithmetic is native: on every JDK found. */
final class Dl4jTest extends PresetTests {
    Dl4jTest() {
        super(Sights.BY_APP);
    }

    @Override
    protected List<String> onEveryJdk() {
        return Sights.BY_APP.apps();
    }
}
