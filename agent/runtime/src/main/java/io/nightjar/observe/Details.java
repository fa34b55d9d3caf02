package io.nightjar.observe;

import io.nightjar.pattern.ValuePath;
import io.nightjar.preset.Labels;
import io.nightjar.record.CallDetails;
import io.nightjar.record.ReturnedFailure;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the labels of a call ask for. What stands in the receiver and the arguments can be read early, so that a
 * call that goes on elsewhere keeps neither. Immutable.
 */
public final class Details {
    private final Labels labels;
    private final ValueReader reader;
    private final int[] arguments;
    private final int captured;
    /** What a call that returned a failure is recorded to have failed with; null where none is read. */
    private final @Nullable ReturnedFailure returnedFailure;
    /** Under what the object is remembered from which the path of a returned failure begins; null for none. */
    private final @Nullable ValuePath failedRoot;

    /** @param arguments the indexes of the captured arguments: one as itself, several in an array */
    public Details(Labels labels, ValueReader reader, int[] arguments) {
        this.labels = labels;
        this.reader = reader;
        this.arguments = arguments;
        this.captured = arguments.length;
        ValuePath failed = labels.failed();
        this.returnedFailure = failed == null ? null : new ReturnedFailure(failed.toString());
        // No path that can be written has a name without letters.
        this.failedRoot = failed == null || failed.root() == ValuePath.Root.RESULT
                ? null
                : new ValuePath(failed.root(), failed.argument(), List.of(""));
    }

    public boolean wanted() {
        return !labels.isEmpty();
    }

    /** All that can be read before the call has ended: for each path from the receiver or an argument, its value. */
    public Map<ValuePath, Object> early(@Nullable Object receiver, @Nullable Object argument) {
        if (labels.isEmpty()) {
            return Map.of();
        }
        Map<ValuePath, Object> values = new LinkedHashMap<>();
        for (List<ValuePath> paths : labels.paths().values()) {
            readEarly(paths, false, receiver, argument, values);
        }
        readEarly(labels.inputTokens(), true, receiver, argument, values);
        readEarly(labels.outputTokens(), true, receiver, argument, values);
        if (failedRoot != null) {
            Object root = failedRoot.root() == ValuePath.Root.THIS ? receiver : argument(failedRoot, argument);
            if (root != null) {
                values.put(failedRoot, new WeakReference<>(root));
            }
        }
        return values;
    }

    /** What was read of the call: by what was read early, its result and what was thrown. */
    public CallDetails of(Map<ValuePath, Object> early, @Nullable Object result, @Nullable Throwable thrown) {
        return of(early, new Object[] {result}, thrown, OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * As above for a stream.
     *
     * @param results what a path from the result may begin with: of those from which it leads to a value, the first
     */
    public CallDetails of(
            Map<ValuePath, Object> early,
            @Nullable Object[] results,
            @Nullable Throwable thrown,
            OptionalLong timeToFirstChunkNanos,
            OptionalLong chunks) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, List<ValuePath>> label : labels.paths().entrySet()) {
            String text = reader.text(first(label.getValue(), early, results, thrown));
            if (text != null && !text.isEmpty()) {
                texts.put(label.getKey(), text);
            }
        }
        return new CallDetails(
                texts,
                reader.count(first(labels.inputTokens(), early, results, thrown)),
                reader.count(first(labels.outputTokens(), early, results, thrown)),
                timeToFirstChunkNanos,
                chunks);
    }

    /** The failure that a call returned, read now that it has ended; null where it has none. */
    public @Nullable Throwable returnedFailure(Map<ValuePath, Object> early, @Nullable Object... results) {
        ValuePath path = labels.failed();
        if (path == null) {
            return null;
        }
        Object value;
        if (failedRoot == null) {
            value = fromAny(results, path);
        } else {
            value = early.get(failedRoot) instanceof WeakReference<?> root ? reader.read(root.get(), path) : null;
        }
        return tells(value) ? returnedFailure : null;
    }

    /** Whether a value says yes: other than null, false, an empty text and 0. */
    private static boolean tells(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return value != null && !(value instanceof CharSequence text && text.isEmpty());
    }

    /** Whether one of the newest chunks said that it was the last one: what ends the stream then takes nothing from it. */
    public boolean sawLast(@Nullable Object newest, @Nullable Object before) {
        for (ValuePath path : labels.last()) {
            if (tells(reader.read(newest, path)) || tells(reader.read(before, path))) {
                return true;
            }
        }
        return false;
    }

    /** @param counts whether a number is wanted; it is read now, for its object may change */
    private void readEarly(
            List<ValuePath> paths,
            boolean counts,
            @Nullable Object receiver,
            @Nullable Object argument,
            Map<ValuePath, Object> values) {
        for (ValuePath path : paths) {
            Object root = path.root() == ValuePath.Root.THIS ? receiver : argument(path, argument);
            Object value = reader.read(root, path);
            Object readable;
            if (counts) {
                OptionalLong count = reader.count(value);
                readable = count.isPresent() ? (Object) count.getAsLong() : null;
            } else {
                readable = value instanceof String || value instanceof Long || value instanceof Integer
                        ? value
                        : reader.text(value);
            }
            if (readable != null) {
                values.put(path, readable);
            }
        }
    }

    private @Nullable Object argument(ValuePath path, @Nullable Object argument) {
        if (path.root() != ValuePath.Root.ARGUMENT) {
            return null;
        }
        if (captured == 1) {
            return arguments[0] == path.argument() ? argument : null;
        }
        for (int i = 0; i < captured; i++) {
            if (arguments[i] == path.argument() && argument instanceof Object[] all) {
                return all[i];
            }
        }
        return null;
    }

    private @Nullable Object first(
            List<ValuePath> paths,
            Map<ValuePath, Object> early,
            @Nullable Object[] results,
            @Nullable Throwable thrown) {
        for (ValuePath path : paths) {
            Object value = switch (path.root()) {
                case RESULT -> fromAny(results, path);
                case THROWN -> reader.read(thrown, path);
                default -> early.get(path);
            };
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Object fromAny(@Nullable Object[] results, ValuePath path) {
        Object value = null;
        for (int i = 0; value == null && i < results.length; i++) {
            value = reader.read(results[i], path);
        }
        return value;
    }
}
