package io.nightjar.weave;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether all is to be woven again, because a machine without memory or stack left classes as they are: then the JVM
 * passes a class to no transformer and does not report it, or what looks at the class fails. {@link #add} and
 * {@link #seen} are thread-safe, the rest is confined to the weaver's lock.
 */
final class Unfinished {
    private static final int LONGEST_REST_ROUNDS = 60;

    /** Classes of the batch that is being transformed which the JVM has not passed to the transformer yet. */
    private final Set<Class<?>> expected = ConcurrentHashMap.newKeySet();

    private volatile boolean added;
    private boolean weaving;
    private int repeats;
    private int restRounds;

    /** Something was left as it is. Allocates nothing. */
    void add() {
        added = true;
    }

    /** All is woven again from here; what throws before {@link #end} leaves it unfinished. */
    void begin() {
        added = false;
        weaving = true;
    }

    void end() {
        weaving = false;
    }

    /**
     * Asked once in each round of the periodic tasks: true where all is to be woven again now. It waits longer from time
     * to time.
     */
    boolean isDue() {
        if (!added && !weaving) {
            repeats = 0;
            restRounds = 0;
            return false;
        }
        if (restRounds > 0) {
            restRounds--;
            return false;
        }
        restRounds = repeats;
        repeats = Math.min(repeats + 1, LONGEST_REST_ROUNDS);
        return true;
    }

    /** The JVM is asked to transform these. */
    void expect(List<Class<?>> batch) {
        expected.clear();
        expected.addAll(batch);
    }

    /** The JVM passed a loaded class to the transformer. */
    void seen(Class<?> type) {
        expected.remove(type);
    }

    /** What was asked for is done; classes that did not come to the transformer are left as they are. */
    void transformed() {
        if (!expected.isEmpty()) {
            added = true;
            expected.clear();
        }
    }
}
