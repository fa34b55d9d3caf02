package io.nightjar.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be timed.
 *
 * @param entries of {@code watch}, split at top-level commas: {@code auto}, preset names, patterns, each perhaps with a
 *     leading {@code !}
 * @param operations the named operations
 * @param values what is read of operations' calls, the most specific names first
 * @param directory where the properties file lies, for presets of the user's own; null without a file
 * @param written how entries and patterns are shown that references led to
 */
public record WatchSettings(
        List<String> entries,
        List<OperationDefinition> operations,
        List<OperationValues> values,
        @Nullable Path directory,
        WrittenValues written) {
    public WatchSettings {
        entries = List.copyOf(entries);
        operations = List.copyOf(operations);
        values = List.copyOf(values);
    }

    /** Without values and references. */
    public WatchSettings(List<String> entries, List<OperationDefinition> operations, @Nullable Path directory) {
        this(entries, operations, List.of(), directory, WrittenValues.NONE);
    }

    /** Whether nothing at all is to be timed. */
    public boolean isEmpty() {
        return entries.isEmpty() && operations.isEmpty();
    }
}
