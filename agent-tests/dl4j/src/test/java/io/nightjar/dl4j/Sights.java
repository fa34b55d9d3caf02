package io.nightjar.dl4j;

import static io.nightjar.kit.Sight.engine;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the preset must see of the application: this, and no other operation. */
final class Sights {
    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put(
                "Dl4jApp",
                List.of(
                        engine("dl4j.output", 24).failed(4),
                        engine("dl4j.rnnTimeStep", 6).failed(2)));
    }

    private Sights() {}
}
