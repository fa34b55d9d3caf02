package io.nightjar.host;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** An object by its identity, held weakly: what is the application's may have any {@code equals}. Immutable. */
public final class WeakKey extends WeakReference<Object> {
    private final int hash;

    /** @param queue where the key goes when its object was collected; null for a key that is only looked up by */
    public WeakKey(Object object, @Nullable ReferenceQueue<Object> queue) {
        super(object, queue);
        this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        Object mine = get();
        return mine != null && other instanceof WeakKey key && key.refersTo(mine);
    }
}
