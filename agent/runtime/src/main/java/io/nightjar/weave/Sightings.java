package io.nightjar.weave;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What was seen of one rule while classes loaded. Thread-safe. */
final class Sightings {
    private final Set<String> methods = ConcurrentHashMap.newKeySet();
    private final AtomicInteger beyond = new AtomicInteger();
    private volatile long firstTypeNanos;
    private volatile @Nullable String firstType;
    private volatile @Nullable String obstacle;
    private volatile @Nullable String codeSource;
    private volatile boolean declared;
    private volatile boolean told;
    private volatile boolean refused;
    private volatile boolean judgedByVersion;

    /** A type of the pattern's was seen, whether or not methods were matched in it. */
    void type(String name, @Nullable String from, long nowNanos) {
        if (firstType == null) {
            firstTypeNanos = nowNanos;
            codeSource = from;
            firstType = name;
        }
    }

    /** A method was named that is never woven, or that cannot be. */
    void obstacle(String what) {
        if (obstacle == null) {
            obstacle = what;
        }
    }

    /** That it matches nothing is told otherwise, with the library's version, or is no loss. */
    void judgedByVersion() {
        judgedByVersion = true;
    }

    /** A super type declares such a method, so that implementations may come yet. */
    void declared() {
        declared = true;
    }

    /** A method is to be woven, perhaps again; false where that is too many, then or before. */
    boolean admit(String method) {
        if (refused) {
            beyond.incrementAndGet();
        } else if (methods.add(method) && methods.size() > Rule.MOST_METHODS) {
            refused = true;
        }
        return !refused;
    }

    int methods() {
        return methods.size() + beyond.get();
    }

    boolean refused() {
        return refused;
    }

    @Nullable String firstType() {
        return firstType;
    }

    @Nullable String obstacle() {
        return obstacle;
    }

    @Nullable String codeSource() {
        return codeSource;
    }

    /** Whether a type has been there for that long without a method to weave, and nobody was told. */
    boolean isUnmatchedSince(long nowNanos, long patienceNanos) {
        boolean none = methods.isEmpty() && (!declared || obstacle != null);
        return !told && !judgedByVersion && none && firstType != null && nowNanos - firstTypeNanos >= patienceNanos;
    }

    /** Whether too many methods matched, and nobody was told. */
    boolean isRefusedUntold() {
        return refused && !told;
    }

    void told() {
        told = true;
    }
}
