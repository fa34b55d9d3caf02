package io.nightjar.protocols;

import io.nightjar.kit.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the presets must see of each application that speaks a protocol: this, and no other operation. */
final class Sights {
    private static final Map<String, List<Sight>> BY_APP = new LinkedHashMap<>();

    static {
        BY_APP.put(
                "McpApp",
                List.of(Sight.of("mcp.call-tool", "orchestration", 8).failed(6).stopped(1)));
    }

    private Sights() {}

    static List<String> apps() {
        return List.copyOf(BY_APP.keySet());
    }

    static List<Sight> of(String app) {
        return BY_APP.get(app);
    }

    /** Of all applications. */
    static List<Sight> all() {
        return BY_APP.values().stream().flatMap(List::stream).toList();
    }
}
