package io.nightjar.config;

import java.util.List;

/**
 * A named operation of the user's own.
 *
 * @param name the operation's name
 * @param patterns one or more patterns, as written
 * @param complete one of {@link #COMPLETIONS}
 * @param layer the layer its totals belong to
 */
public record OperationDefinition(String name, List<String> patterns, String complete, String layer) {
    /** The names of the kinds of completion; a test holds them equal to those that the agent follows. */
    public static final List<String> COMPLETIONS =
            List.of("auto", "return", "future", "publisher", "callback", "iterator", "coroutine");

    public OperationDefinition {
        patterns = List.copyOf(patterns);
    }
}
