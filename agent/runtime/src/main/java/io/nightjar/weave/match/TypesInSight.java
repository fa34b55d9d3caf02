package io.nightjar.weave.match;

import io.nightjar.pattern.NameGlob;
import io.nightjar.time.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether any class loader that was seen has one of the types that rules name: until then no class descends from one, and
 * no super type need be read to know that. Asked anew from time to time, for a loader may be given more. Thread-safe.
 */
final class TypesInSight {
    private static final long AGAIN_NANOS = 1_000_000_000L;

    /** Where the types' class files would lie; null where a name does not determine it, and so every loader may have one. */
    private final String @Nullable [] resources;

    private final NanoClock clock;
    /** When a loader was last asked, in vain. */
    private final Map<ClassLoader, Long> askedNanos = new WeakHashMap<>();

    private volatile boolean seen;
    private volatile boolean late;

    /** @param known whether a loader is known to have one */
    TypesInSight(NameGlob[] named, boolean known, NanoClock clock) {
        this.resources = resources(named);
        this.clock = clock;
        this.seen = known || resources == null;
    }

    /** Whether there is one, now that a class of this loader comes by. */
    boolean from(ClassLoader loader) {
        if (!seen && isDue(loader) && hasAny(loader)) {
            found();
        }
        return seen;
    }

    /** A class was seen that has one among its own super types, wherever it lies. */
    void found() {
        synchronized (askedNanos) {
            late |= !seen && !askedNanos.isEmpty();
            askedNanos.clear();
            seen = true;
        }
    }

    /** Whether, since the last time, the first one was found after other classes had been seen: they may have been missed. */
    boolean takeLate() {
        if (!late) {
            return false;
        }
        late = false;
        return true;
    }

    private boolean isDue(ClassLoader loader) {
        long nowNanos = clock.nanoTime();
        synchronized (askedNanos) {
            Long before = askedNanos.get(loader);
            return before == null || nowNanos - before >= AGAIN_NANOS;
        }
    }

    private boolean hasAny(ClassLoader loader) {
        for (String resource : resources) {
            if (loader.getResource(resource) != null) {
                return true;
            }
        }
        synchronized (askedNanos) {
            askedNanos.put(loader, clock.nanoTime());
        }
        return false;
    }

    private static String @Nullable [] resources(NameGlob[] named) {
        List<String> found = new ArrayList<>(named.length);
        for (NameGlob type : named) {
            if (!type.exact() || type.text().startsWith("java") || CandidateFinder.mayBeNested(type.text())) {
                return null;
            }
            found.add(type.text().replace('.', '/') + ".class");
        }
        return found.toArray(new String[0]);
    }
}
