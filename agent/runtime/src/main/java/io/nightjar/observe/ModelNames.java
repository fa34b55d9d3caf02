package io.nightjar.observe;

import io.nightjar.host.WeakKey;
import io.nightjar.log.NeutralText;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Names of models that only the constructor of an object was given, by the object's identity; weak. Thread-safe. */
public final class ModelNames {
    private final Map<WeakKey, String> names = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** Remembers a name; of a file's path its last part. */
    void keep(Object object, CharSequence value) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            names.remove(gone);
        }
        String text = value.toString();
        if (text == null) {
            return;
        }
        String file = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
        names.put(new WeakKey(object, collected), NeutralText.of(file, ValueReader.LONGEST_LABEL));
    }

    @Nullable
    String of(Object object) {
        return names.isEmpty() ? null : names.get(new WeakKey(object, null));
    }
}
