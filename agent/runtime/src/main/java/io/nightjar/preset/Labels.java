package io.nightjar.preset;

import io.nightjar.match.Glob;
import io.nightjar.pattern.ValuePath;
import io.nightjar.record.GenAi;
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
 * @param details for each detail, which is read of slow and failed calls alone, its path
 * @param errorCode where the code of a failure stands in what was thrown
 * @param failedLike what a returned failure is like; empty where it is whatever that path leads to
 * @param genAi of calls of a generative model, what they are called by convention: then it is read, too, which model was asked
 *     for and which one answered; else null
 */
public record Labels(
        Map<String, List<ValuePath>> paths,
        List<ValuePath> inputTokens,
        List<ValuePath> outputTokens,
        @Nullable ValuePath failed,
        List<ValuePath> last,
        Map<String, List<ValuePath>> details,
        List<ValuePath> errorCode,
        @Nullable GenAi genAi,
        List<Glob> failedLike) {
    /** The path that leads from a receiver to the model name that is remembered for it. */
    public static final ValuePath KEPT = new ValuePath(ValuePath.Root.THIS, -1, List.of("kept name"));

    public static final Labels NONE = new Labels(Map.of(), List.of(), List.of(), null);

    public Labels {
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        inputTokens = List.copyOf(inputTokens);
        outputTokens = List.copyOf(outputTokens);
        last = List.copyOf(last);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        errorCode = List.copyOf(errorCode);
        failedLike = List.copyOf(failedLike);
    }

    /** Without last chunks, details and codes of failures. */
    public Labels(
            Map<String, List<ValuePath>> paths,
            List<ValuePath> inputTokens,
            List<ValuePath> outputTokens,
            @Nullable ValuePath failed) {
        this(paths, inputTokens, outputTokens, failed, List.of(), Map.of(), List.of(), null, List.of());
    }

    /** These and others, which win where both have something. */
    Labels with(Labels others) {
        Map<String, List<ValuePath>> all = new LinkedHashMap<>(paths);
        all.putAll(others.paths);
        // Of too many details those are read that come first.
        Map<String, List<ValuePath>> allDetails = new LinkedHashMap<>(others.details);
        for (Map.Entry<String, List<ValuePath>> detail : details.entrySet()) {
            allDetails.putIfAbsent(detail.getKey(), detail.getValue());
        }
        return new Labels(
                all,
                others.inputTokens.isEmpty() ? inputTokens : others.inputTokens,
                others.outputTokens.isEmpty() ? outputTokens : others.outputTokens,
                others.failed == null ? failed : others.failed,
                others.last.isEmpty() ? last : others.last,
                allDetails,
                others.errorCode.isEmpty() ? errorCode : others.errorCode,
                others.genAi == null ? genAi : others.genAi,
                others.failed == null ? failedLike : others.failedLike);
    }

    public boolean isEmpty() {
        return isEmptyOfAll() && failed == null && last.isEmpty() && details.isEmpty() && errorCode.isEmpty();
    }

    /** Whether there is nothing that is recorded of every call. */
    public boolean isEmptyOfAll() {
        return paths.isEmpty() && inputTokens.isEmpty() && outputTokens.isEmpty();
    }

    public boolean need(ValuePath.Root root) {
        return anyFrom(root, paths)
                || anyFrom(root, details)
                || anyFrom(root, inputTokens)
                || anyFrom(root, outputTokens)
                || anyFrom(root, last)
                || failed != null && failed.root() == root;
    }

    /** Whether a path is read from what surrounds a call, and not from its objects. */
    public boolean needContext() {
        return need(ValuePath.Root.MDC)
                || need(ValuePath.Root.THREAD)
                || need(ValuePath.Root.LOADER)
                || need(ValuePath.Root.TRACE);
    }

    /** The arguments that paths begin with, in rising order. */
    public int[] arguments() {
        boolean[] asked = new boolean[255];
        for (List<ValuePath> alternatives : paths.values()) {
            mark(alternatives, asked);
        }
        for (List<ValuePath> alternatives : details.values()) {
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
        return mayCall(paths, method)
                || mayCall(details, method)
                || mayCall(errorCode, method)
                || mayCall(inputTokens, method)
                || mayCall(outputTokens, method)
                || mayCall(last, method)
                || failed != null && mayCall(List.of(failed), method);
    }

    /** All paths; written here because a record's own would cost a start its bootstrapping. */
    @Override
    public String toString() {
        return paths.toString()
                + inputTokens
                + outputTokens
                + failed
                + failedLike
                + last
                + details
                + errorCode
                + (genAi == null ? "" : "generation");
    }

    private static boolean mayCall(Map<String, List<ValuePath>> all, String method) {
        for (List<ValuePath> alternatives : all.values()) {
            if (mayCall(alternatives, method)) {
                return true;
            }
        }
        return false;
    }

    static boolean mayCall(List<ValuePath> alternatives, String method) {
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

    private static boolean anyFrom(ValuePath.Root root, Map<String, List<ValuePath>> all) {
        for (List<ValuePath> alternatives : all.values()) {
            if (anyFrom(root, alternatives)) {
                return true;
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
