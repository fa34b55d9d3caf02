package io.nightjar.preset;

import io.nightjar.pattern.ValuePath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a call are recorded: for each label, and for the two token counts, paths of which the first that
 * leads to a value is taken. Immutable.
 *
 * @param failed the path that leads to a failure which a call returned; null for none
 * @param last of a stream, the paths of which any says of a chunk that it is the last one
 */
public record Labels(
        Map<String, List<ValuePath>> paths,
        List<ValuePath> inputTokens,
        List<ValuePath> outputTokens,
        @Nullable ValuePath failed,
        List<ValuePath> last) {
    /** The path that leads from a receiver to the model name that is remembered for it. */
    public static final ValuePath KEPT = new ValuePath(ValuePath.Root.THIS, -1, List.of("kept name"));

    public static final Labels NONE = new Labels(Map.of(), List.of(), List.of(), null, List.of());

    public Labels {
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        inputTokens = List.copyOf(inputTokens);
        outputTokens = List.copyOf(outputTokens);
        last = List.copyOf(last);
    }

    /** These and others, which win where both have something. */
    Labels with(Labels others) {
        Map<String, List<ValuePath>> all = new LinkedHashMap<>(paths);
        all.putAll(others.paths);
        return new Labels(
                all,
                others.inputTokens.isEmpty() ? inputTokens : others.inputTokens,
                others.outputTokens.isEmpty() ? outputTokens : others.outputTokens,
                others.failed == null ? failed : others.failed,
                others.last.isEmpty() ? last : others.last);
    }

    public boolean isEmpty() {
        return paths.isEmpty() && inputTokens.isEmpty() && outputTokens.isEmpty() && failed == null && last.isEmpty();
    }

    public boolean need(ValuePath.Root root) {
        for (List<ValuePath> alternatives : paths.values()) {
            if (anyFrom(root, alternatives)) {
                return true;
            }
        }
        return anyFrom(root, inputTokens)
                || anyFrom(root, outputTokens)
                || anyFrom(root, last)
                || failed != null && failed.root() == root;
    }

    /** The arguments that paths begin with, in rising order. */
    public int[] arguments() {
        boolean[] asked = new boolean[255];
        for (List<ValuePath> alternatives : paths.values()) {
            mark(alternatives, asked);
        }
        mark(inputTokens, asked);
        mark(outputTokens, asked);
        if (failed != null) {
            mark(List.of(failed), asked);
        }
        int count = 0;
        for (boolean each : asked) {
            count += each ? 1 : 0;
        }
        int[] indexes = new int[count];
        for (int i = asked.length - 1; i >= 0; i--) {
            if (asked[i]) {
                indexes[--count] = i;
            }
        }
        return indexes;
    }

    /** Whether reading a value may call a method of that name. */
    public boolean mayCall(String method) {
        for (List<ValuePath> alternatives : paths.values()) {
            if (mayCall(alternatives, method)) {
                return true;
            }
        }
        return mayCall(inputTokens, method)
                || mayCall(outputTokens, method)
                || mayCall(last, method)
                || failed != null && mayCall(List.of(failed), method);
    }

    /** All paths; written here because a record's own would cost a start its bootstrapping. */
    @Override
    public String toString() {
        return paths.toString() + inputTokens + outputTokens + failed + last;
    }

    private static boolean mayCall(List<ValuePath> alternatives, String method) {
        for (ValuePath path : alternatives) {
            for (String name : path.names()) {
                if (name.equals(method)
                        || method.startsWith("get") && method.substring(3).equalsIgnoreCase(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean anyFrom(ValuePath.Root root, List<ValuePath> alternatives) {
        for (ValuePath path : alternatives) {
            if (path.root() == root) {
                return true;
            }
        }
        return false;
    }

    private static void mark(List<ValuePath> alternatives, boolean[] asked) {
        for (ValuePath path : alternatives) {
            if (path.root() == ValuePath.Root.ARGUMENT) {
                asked[path.argument()] = true;
            }
        }
    }
}
