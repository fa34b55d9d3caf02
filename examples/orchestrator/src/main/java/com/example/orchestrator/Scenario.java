package com.example.orchestrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Phases to play one after the other. */
record Scenario(String name, List<Phase> phases) {

    Scenario {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException(name + " has no phases");
        }
    }

    /** Loads a scenario that comes with the application, or a file of the user's own. */
    static Scenario load(String nameOrFile) throws IOException {
        if (Scenario.class.getResource("/scenarios/" + nameOrFile + ".txt") != null) {
            return parse(nameOrFile, Resources.lines("/scenarios/" + nameOrFile + ".txt"));
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("No scenario and no readable file " + nameOrFile + "; there is: demo");
        }
        return parse(nameOrFile, Files.readAllLines(file));
    }

    /** Reads one phase from each line that is not empty and does not begin with {@code #}. */
    static Scenario parse(String name, List<String> lines) {
        List<Phase> phases = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                phases.add(Phase.parse(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ", \"" + line.trim() + "\": " + e.getMessage(), e);
            }
        }
        return new Scenario(name, phases);
    }
}
