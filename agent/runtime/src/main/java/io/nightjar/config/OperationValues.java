package io.nightjar.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the calls of some operations, the user's own, a preset's or a bare pattern's.
 *
 * @param name the operation's name, or a glob
 * @param labels label name to value path, as written
 * @param details name to value path, as written, of what is read of slow and failed calls
 * @param failed the value path that leads to a failure which a call returned, as written; null for none
 */
public record OperationValues(
        String name,
        Map<String, String> labels,
        Map<String, String> details,
        @Nullable String failed) {
    public OperationValues {
        labels = Map.copyOf(labels);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Values without details. */
    public OperationValues(String name, Map<String, String> labels, @Nullable String failed) {
        this(name, labels, Map.of(), failed);
    }

    /** Whether calls of an operation of that name are meant. */
    public boolean means(String operation) {
        return Glob.matches(name, operation);
    }
}
