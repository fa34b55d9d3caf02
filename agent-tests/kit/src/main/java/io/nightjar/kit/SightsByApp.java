package io.nightjar.kit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the presets must see of each application of a module: this, and no other operation. Confined to one thread. */
public final class SightsByApp {
    private final Map<String, List<Sight>> byApp = new LinkedHashMap<>();
    private final Map<String, List<Sight>> byOldestApp = new LinkedHashMap<>();

    public void put(String app, List<Sight> sights) {
        byApp.put(app, List.copyOf(sights));
    }

    /**
     * An application that runs with the oldest version that a preset says it sees. The jars that are other than those of the class
     * path lie in {@code target/oldest}, in a directory of the application's name; where the library's types have changed since, the
     * application lies in {@code src/test/older} and is compiled with them.
     */
    public void putOldest(String app, List<Sight> sights) {
        byOldestApp.put(app, List.copyOf(sights));
    }

    /** As above, of an application of which all is seen as with the newest version. */
    public void putOldest(String app) {
        putOldest(app, of(app));
    }

    public List<String> oldestApps() {
        return List.copyOf(byOldestApp.keySet());
    }

    public List<Sight> ofOldest(String app) {
        return byOldestApp.get(app);
    }

    public List<String> apps() {
        return List.copyOf(byApp.keySet());
    }

    public List<Sight> of(String app) {
        return byApp.get(app);
    }

    /** Of all applications with the newest versions. */
    public List<Sight> all() {
        return byApp.values().stream().flatMap(List::stream).toList();
    }
}
