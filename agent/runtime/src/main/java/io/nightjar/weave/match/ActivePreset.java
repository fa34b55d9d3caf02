package io.nightjar.weave.match;

import io.nightjar.preset.Preset;
import io.nightjar.preset.Rule;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A preset shipped with the agent whose library was seen in a loader, and what was found out of that library's version. Thread-safe. */
public final class ActivePreset {
    private final Preset preset;
    private final WeakReference<ClassLoader> loader;
    private final long sinceNanos;
    private volatile boolean asked;
    private volatile @Nullable LibraryLook look;

    /** @param loader that has the library */
    ActivePreset(Preset preset, ClassLoader loader, long sinceNanos) {
        this.preset = preset;
        this.loader = new WeakReference<>(loader);
        this.sinceNanos = sinceNanos;
    }

    public Preset preset() {
        return preset;
    }

    /** Null where it was collected. */
    @Nullable
    ClassLoader loader() {
        return loader.get();
    }

    /** Whether a rule is one of this preset, by identity. */
    boolean has(Rule rule) {
        for (Rule each : preset.rules()) {
            if (each == rule) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was active for so long; true but once, unless it is to be asked again. */
    public boolean takeDue(long nowNanos, long patienceNanos) {
        if (asked || nowNanos - sinceNanos < patienceNanos) {
            return false;
        }
        asked = true;
        return true;
    }

    void askAgain() {
        asked = false;
    }

    /** What was found of the library; null where it is not there, or where that is not known yet, or any more. */
    public @Nullable LibraryLook look() {
        return loader.get() == null ? null : look;
    }

    void found(LibraryLook found) {
        look = found;
    }
}
