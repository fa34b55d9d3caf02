package io.nightjar.weave.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last classes that were seen, because one may belong to a preset that only becomes active after it: the JVM shows a
 * class before the super types that it loads for it. Thread-safe.
 */
final class RecentClasses {
    /** More than super types lie behind one another, and some for other threads. */
    private static final int KEPT = 16;

    // A lock and plain arrays: what an atomic array would cost a start in method handles is more than this ever costs.
    private final @Nullable String[] names = new String[KEPT];
    private final byte[] @Nullable [] files = new byte[KEPT][];
    private int next;

    /** Remembers a class for a while; internal name. */
    synchronized void add(String name, byte[] bytes) {
        int at = next;
        names[at] = name;
        files[at] = bytes;
        next = at + 1 & KEPT - 1;
    }

    /** Internal names of those in which rules may match, the class of that name left out. */
    synchronized List<String> concernedBy(RuleSet rules, String except) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            String name = names[i];
            byte[] bytes = files[i];
            if (name != null && bytes != null && !name.equals(except) && mayMatch(rules, name, bytes)) {
                found.add(name);
            }
        }
        return found;
    }

    private static boolean mayMatch(RuleSet rules, String name, byte[] bytes) {
        try {
            return rules.mayMatch(name, bytes);
        } catch (RuntimeException unreadable) {
            // No class file, which was logged when it was seen; the class that activated the preset is woven all the
            // same.
            return false;
        }
    }
}
