package io.nightjar.preset;

import io.nightjar.config.OperationValues;
import io.nightjar.log.AgentLog;
import io.nightjar.pattern.PatternException;
import io.nightjar.pattern.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of operations' calls that the user wants to see, beside those that presets read. Immutable. */
public final class OwnLabels {
    private final List<Entry> mostSpecificFirst;

    private record Entry(OperationValues values, Labels labels) {}

    private OwnLabels(List<Entry> mostSpecificFirst) {
        this.mostSpecificFirst = mostSpecificFirst;
    }

    /** @param values the most specific names first; what cannot be read of them is logged and left out */
    public static OwnLabels of(List<OperationValues> values, AgentLog log) {
        List<Entry> entries = new ArrayList<>(values.size());
        for (OperationValues each : values) {
            Map<String, List<ValuePath>> paths = paths(each.labels(), "label ", each.name(), log);
            Map<String, List<ValuePath>> details = paths(each.details(), "detail ", each.name(), log);
            ValuePath failed = each.failed() == null ? null : path(each.failed(), "failed of " + each.name(), log);
            entries.add(new Entry(
                    each,
                    new Labels(paths, List.of(), List.of(), failed, List.of(), details, List.of(), null, List.of())));
        }
        return new OwnLabels(entries);
    }

    private static Map<String, List<ValuePath>> paths(
            Map<String, String> texts, String kind, String name, AgentLog log) {
        Map<String, List<ValuePath>> paths = new LinkedHashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            ValuePath path = path(text.getValue(), kind + text.getKey() + " of " + name, log);
            if (path != null) {
                paths.put(text.getKey(), List.of(path));
            }
        }
        return paths;
    }

    private static @Nullable ValuePath path(String text, String what, AgentLog log) {
        try {
            return ValuePath.parse(text);
        } catch (PatternException problem) {
            log.error(what + " is left out: " + problem.getMessage());
            return null;
        }
    }

    /** The labels of an operation's calls: the user's own wins over a preset's of that name, a specific name over a glob. */
    public Labels over(Labels preset, String operation) {
        Labels merged = preset;
        for (int i = mostSpecificFirst.size() - 1; i >= 0; i--) {
            Entry entry = mostSpecificFirst.get(i);
            if (entry.values().means(operation)) {
                merged = merged.with(entry.labels());
            }
        }
        return merged;
    }

    /** Whether reading a value of any call may call a method of that name. */
    public boolean mayCall(String method) {
        for (Entry entry : mostSpecificFirst) {
            if (entry.labels().mayCall(method)) {
                return true;
            }
        }
        return false;
    }
}
