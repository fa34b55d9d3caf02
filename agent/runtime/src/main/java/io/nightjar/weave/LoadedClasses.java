package io.nightjar.weave;

import io.nightjar.weave.match.ReachedMethods;
import io.nightjar.weave.match.RuleSet;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the loaded classes that are to be transformed again. Confined to the weaver's lock, but for {@link #matching}. */
final class LoadedClasses {
    private final Instrumentation instrumentation;
    private final Transformer transformer;
    private final WovenMethods woven;
    /** Whether a named type was first seen after classes that may descend from it. */
    private boolean sightedLate;
    /** How many super types had been seen when it was last looked who descends from them. */
    private int repairedSuperTypes;
    /** Dotted names of classes that were seen too early and were not defined yet when it was last looked. */
    private Set<String> earlier = new HashSet<>();

    LoadedClasses(Instrumentation instrumentation, Transformer transformer, WovenMethods woven) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
        this.woven = woven;
    }

    /** Other rules hold from now on. */
    void rulesChanged() {
        repairedSuperTypes = 0;
    }

    /** Those that are woven. */
    List<Class<?>> woven() {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (woven.contains(type)) {
                found.add(type);
            }
        }
        return found;
    }

    /** Those in which rules may match or did match. */
    List<Class<?>> matching() {
        List<Class<?>> found = new ArrayList<>();
        RuleSet rules;
        do {
            rules = transformer.registry().current();
            found.clear();
            Map<Class<?>, Boolean> known = new HashMap<>();
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (transformer.isOpen(type) && (woven.contains(type) || transformer.mayMatch(type, known))) {
                    found.add(type);
                }
            }
        } while (rules != transformer.registry().current()); // a preset became active: earlier classes may match it
        return found;
    }

    /** Those that descend from a named type which was first seen after them. */
    List<Class<?>> missed(RuleSet current) {
        sightedLate |= current.takeLate();
        int superTypes = transformer.superTypeCount();
        if (!sightedLate || superTypes == repairedSuperTypes) {
            return List.of();
        }
        sightedLate = false;
        repairedSuperTypes = superTypes;
        return transformer.missedAmong(instrumentation.getAllLoadedClasses(), woven);
    }

    /** Those that were seen too early; those that the JVM has not yet defined are looked for once more, the next time. */
    List<Class<?>> early() {
        Set<String> wanted = transformer.takeEarly();
        if (wanted.isEmpty() && earlier.isEmpty()) {
            return List.of();
        }
        Set<String> missing = new HashSet<>(wanted);
        earlier.addAll(wanted);
        List<Class<?>> found = new ArrayList<>();
        Map<Class<?>, Boolean> known = new HashMap<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null && earlier.contains(type.getName())) {
                missing.remove(type.getName());
                if (transformer.mayMatch(type, known)) {
                    found.add(type);
                }
            }
        }
        earlier = missing;
        return found;
    }

    /** Those that were loaded before it was known that calls through a type reach their methods. */
    List<Class<?>> reached() {
        ReachedMethods reached = transformer.registry().reached();
        if (!reached.isUnresolved()) {
            return List.of();
        }
        List<Class<?>> open = new ArrayList<>();
        for (Class<?> type : reached.due(instrumentation.getAllLoadedClasses())) {
            if (transformer.isOpen(type)) {
                open.add(type);
            }
        }
        return open;
    }
}
