package io.nightjar.config;

import java.util.List;

/**
 * A named operation of the user's own.
 *
 * @param name the operation's name
 * @param patterns one or more patterns, as written
 * @param complete {@code auto}, {@code return}, {@code future}, {@code publisher}, {@code callback} or {@code iterator}
 * @param layer the layer its totals belong to
 */
public record OperationDefinition(String name, List<String> patterns, String complete, String layer) {
    public OperationDefinition {
        patterns = List.copyOf(patterns);
    }
}
