package io.nightjar.replay;

import io.nightjar.record.ReturnedFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands for the exceptions of a log, which names their classes. Confined to one thread. */
final class LoggedFailures {
    /** The class of a failure of which the log names none. */
    static final String UNKNOWN = "unknown";

    private static final int MOST = 1_000;

    private final Map<String, ReturnedFailure> byName = new HashMap<>();
    private final Map<String, List<String>> lineages = new HashMap<>();

    /** The failure of a call; null where the user ignores its class. */
    @Nullable
    ReturnedFailure of(@Nullable String name, List<String> ignoredClasses) {
        String known = name == null ? UNKNOWN : name;
        if (!ignoredClasses.isEmpty() && isIgnored(known, ignoredClasses)) {
            return null;
        }
        ReturnedFailure failure = byName.get(known);
        if (failure == null) {
            failure = new ReturnedFailure(known);
            if (byName.size() < MOST) {
                byName.put(known, failure);
            }
        }
        return failure;
    }

    private boolean isIgnored(String name, List<String> ignoredClasses) {
        if (lineages.size() >= MOST) {
            lineages.clear();
        }
        for (String each : lineages.computeIfAbsent(name, LoggedFailures::lineage)) {
            if (ignoredClasses.contains(each)) {
                return true;
            }
        }
        return false;
    }

    /** The class and, where it is one of the JDK's, its superclasses: of others they are not known here. */
    private static List<String> lineage(String name) {
        int blank = name.indexOf(' ');
        String className = blank < 0 ? name : name.substring(0, blank);
        List<String> lineage = new ArrayList<>(List.of(className, className.replace('$', '.')));
        if (className.startsWith("java.") || className.startsWith("javax.")) {
            try {
                Class<?> type = Class.forName(className, false, ClassLoader.getPlatformClassLoader());
                for (Class<?> c = type.getSuperclass(); c != null; c = c.getSuperclass()) {
                    lineage.add(c.getName());
                }
            } catch (ClassNotFoundException | LinkageError elsewhere) {
                return lineage;
            }
        }
        return lineage;
    }
}
