package io.nightjar.preset;

import io.nightjar.host.ByLoader;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What was seen of one rule while classes loaded. Thread-safe. */
public final class Sightings {
    /** By loader, so that the methods of collected loaders no longer count. */
    private final ByLoader<Set<String>> methods = new ByLoader<>();
    /** Each once, however many loaders have it; no more than are admitted. */
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private final AtomicInteger beyond = new AtomicInteger();
    private volatile long firstTypeNanos;
    private volatile long lastTypeNanos;
    private volatile @Nullable String firstType;
    private volatile @Nullable String obstacle;
    private volatile @Nullable String codeSource;
    private volatile boolean declared;
    private volatile boolean reportedUnmatched;
    private volatile boolean reportedRefused;
    private volatile @Nullable String firstMethod;
    private volatile boolean refused;
    private volatile boolean judgedByVersion;

    /** A type of the pattern's was seen, whether or not methods were matched in it. */
    public void type(String name, @Nullable String from, long nowNanos) {
        lastTypeNanos = nowNanos;
        if (firstType == null) {
            firstTypeNanos = nowNanos;
            codeSource = from;
            firstType = name;
        }
    }

    /** A method was named that is never woven, or that cannot be. */
    public void obstacle(String what) {
        if (obstacle == null) {
            obstacle = what;
        }
    }

    /** That it matches nothing is reported elsewhere, with the library's version, or is no loss. */
    public void judgedByVersion() {
        judgedByVersion = true;
    }

    /** A super type declares such a method, so that implementations may come yet. */
    public void declared() {
        declared = true;
    }

    /** Whether a super type declares such a method. */
    public boolean isDeclared() {
        return declared;
    }

    /** A method is to be woven, perhaps again; false where that is too many, then or before. */
    public boolean admit(ClassLoader loader, String method) {
        if (firstMethod == null) {
            firstMethod = method;
        }
        if (refused) {
            beyond.incrementAndGet();
            return false;
        }
        Set<String> ofLoader = methods.get(loader);
        if (ofLoader == null) {
            ofLoader = methods.getOrPut(loader, ConcurrentHashMap.newKeySet());
        }
        ofLoader.add(method);
        if (names.add(method) && names.size() > Rule.MOST_METHODS) {
            refused = !isFewAgain();
        }
        return !refused;
    }

    /** Forgets the methods of loaders that are gone; whether those that are left are not too many. */
    private boolean isFewAgain() {
        Set<String> alive = new HashSet<>();
        for (Set<String> ofLoader : methods.all()) {
            alive.addAll(ofLoader);
        }
        names.retainAll(alive);
        return names.size() <= Rule.MOST_METHODS;
    }

    public int methods() {
        return names.size() + beyond.get();
    }

    public boolean refused() {
        return refused;
    }

    public @Nullable String firstType() {
        return firstType;
    }

    public @Nullable String obstacle() {
        return obstacle;
    }

    public @Nullable String codeSource() {
        return codeSource;
    }

    /**
     * Whether types have been there without a method to weave, and that was not yet reported.
     *
     * @param patienceNanos how long since the first of them
     * @param quietNanos and how long since the last
     */
    public boolean isUnmatchedSince(long nowNanos, long patienceNanos, long quietNanos) {
        boolean none = firstMethod == null && (!declared || obstacle != null);
        return !reportedUnmatched
                && !judgedByVersion
                && none
                && firstType != null
                && nowNanos - firstTypeNanos >= patienceNanos
                && nowNanos - lastTypeNanos >= quietNanos;
    }

    public void reportedUnmatched() {
        reportedUnmatched = true;
    }

    /** The first method to weave, where it was reported before that there was none; null otherwise, and the next time. */
    public @Nullable String takeBack() {
        if (!reportedUnmatched || firstMethod == null) {
            return null;
        }
        reportedUnmatched = false;
        return firstMethod;
    }

    /** Whether too many methods matched, and that was not yet reported. */
    public boolean isRefusedUnreported() {
        return refused && !reportedRefused;
    }

    public void reportedRefused() {
        reportedRefused = true;
    }
}
