package io.nightjar.clients;

import io.nightjar.kit.PresetTests;
import java.util.List;

/** The presets of further clients, and of what orchestrates calls. */
final class ClientsTest extends PresetTests {
    ClientsTest() {
        super(Sights.BY_APP);
    }

    @Override
    protected List<String> seenElsewhere() {
        return List.of("langchain4j", "spring-ai");
    }
}
