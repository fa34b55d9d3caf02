package io.nightjar.weave.match;

import io.nightjar.host.ByLoader;
import io.nightjar.preset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The methods of classes that do not descend from a type which rules name, and that calls through the type reach all the same:
 * a subclass of theirs implements the type and inherits them. Thread-safe.
 */
public final class ReachedMethods {
    /** Of one loader: what is beyond stays untimed. */
    private static final int MOST = 5_000;

    private static final int LOOKS = 3;

    /** By internal name of the class that declares the methods. */
    private final ByLoader<Map<String, OfClass>> classes = new ByLoader<>();
    /** Dotted names of the heirs of which the super classes may have been loaded before them. */
    private final ByLoader<Set<String>> heirs = new ByLoader<>();
    /** How often inheriting classes are still looked for: one that was seen is defined a little later, or never. */
    private volatile int looksLeft;

    /**
     * One such method.
     *
     * @param target internal name of the type through which it is called
     * @param key name and descriptor
     */
    record Reached(Rule rule, String target, String key) {
        boolean is(Reached other) {
            return other.rule == rule && other.target.equals(target) && other.key.equals(key);
        }
    }

    /** The methods of one class, and whether the class is to be transformed for one of them. */
    private static final class OfClass {
        private final List<Reached> methods = new ArrayList<>(1);
        private boolean due;
    }

    /** A class inherits a method. Internal names; the heir's loader. */
    void add(String heir, ClassLoader loader, String declaring, Reached reached) {
        add(loader, declaring, reached);
        Set<String> names = heirs.get(loader);
        if (names == null) {
            names = heirs.getOrPut(loader, ConcurrentHashMap.newKeySet());
        }
        if (names.size() < MOST) {
            names.add(heir.replace('/', '.'));
            looksLeft = LOOKS;
        }
    }

    private void add(ClassLoader loader, String declaring, Reached reached) {
        Map<String, OfClass> ofLoader = classes.get(loader);
        if (ofLoader == null) {
            ofLoader = classes.getOrPut(loader, new ConcurrentHashMap<>());
        }
        OfClass found = ofLoader.get(declaring);
        if (found == null && ofLoader.size() < MOST) {
            OfClass made = new OfClass();
            OfClass before = ofLoader.putIfAbsent(declaring, made);
            found = before == null ? made : before;
        }
        if (found == null) {
            return;
        }
        synchronized (found) {
            for (Reached each : found.methods) {
                if (each.is(reached)) {
                    return;
                }
            }
            found.methods.add(reached);
            found.due = true;
        }
    }

    /** The methods of a class, which is transformed now. */
    List<Reached> take(String name, ClassLoader loader) {
        Map<String, OfClass> ofLoader = classes.get(loader);
        OfClass found = ofLoader == null ? null : ofLoader.get(name);
        if (found == null) {
            return List.of();
        }
        synchronized (found) {
            found.due = false;
            return List.copyOf(found.methods);
        }
    }

    /** Internal names of a loader's classes with such methods. */
    public List<String> names(ClassLoader loader) {
        Map<String, OfClass> ofLoader = classes.get(loader);
        return ofLoader == null ? List.of() : List.copyOf(ofLoader.keySet());
    }

    /** Whether {@link #due} may find something. */
    public boolean isUnresolved() {
        return looksLeft > 0;
    }

    /** The classes to be transformed because they were loaded before their inheriting classes were seen, in all loaders. */
    public List<Class<?>> due(Class<?>[] loaded) {
        looksLeft = Math.max(0, looksLeft - 1);
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : loaded) {
            Set<String> names = heirs.get(type.getClassLoader());
            if (names != null && names.remove(type.getName())) {
                for (Class<?> above = type.getSuperclass(); above != null; above = above.getSuperclass()) {
                    if (isDue(above, type.getClassLoader()) && !found.contains(above)) {
                        found.add(above);
                    }
                }
            }
        }
        return found;
    }

    /** Whether a class is due, of which an heir's loader may know more than its own. */
    private boolean isDue(Class<?> declaring, ClassLoader loaderOfHeir) {
        String name = declaring.getName().replace('.', '/');
        ClassLoader own = declaring.getClassLoader();
        if (own != loaderOfHeir) {
            for (Reached reached : take(name, loaderOfHeir)) {
                add(own, name, reached);
            }
        }
        Map<String, OfClass> ofLoader = classes.get(own);
        OfClass found = ofLoader == null ? null : ofLoader.get(name);
        if (found == null) {
            return false;
        }
        synchronized (found) {
            return found.due;
        }
    }
}
