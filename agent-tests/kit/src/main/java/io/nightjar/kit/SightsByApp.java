package io.nightjar.kit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the presets must see of each application of a module: this, and no other operation. Confined to one thread. */
public final class SightsByApp {
    private final Map<String, List<Sight>> byApp = new LinkedHashMap<>();

    public void put(String app, List<Sight> sights) {
        byApp.put(app, List.copyOf(sights));
    }

    public List<String> apps() {
        return List.copyOf(byApp.keySet());
    }

    public List<Sight> of(String app) {
        return byApp.get(app);
    }

    /** Of all applications. */
    public List<Sight> all() {
        return byApp.values().stream().flatMap(List::stream).toList();
    }
}
