package io.nightjar.config;

import io.nightjar.match.Nearest;
import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.PatternException;
import io.nightjar.pattern.PresetNames;
import io.nightjar.pattern.ValuePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code watch}: every entry is a known preset or a pattern that parses. Confined to one thread. */
final class WatchSection {
    private static final String AUTO = "auto";

    private final Values values;
    private final @Nullable Path directory;

    WatchSection(Values values, @Nullable Path directory) {
        this.values = values;
        this.directory = directory;
    }

    WatchSettings read(List<OperationDefinition> operations, List<OperationValues> read) {
        Setting setting = values.find(Key.WATCH);
        List<String> entries = TextList.of(values.text(Key.WATCH));
        if (setting != null) {
            for (String entry : entries) {
                check(setting, entry);
            }
        }
        return new WatchSettings(entries, operations, read, directory, values.written("watch", "operation."));
    }

    private void check(Setting setting, String entry) {
        boolean excluded = entry.charAt(0) == '!';
        String body = excluded ? entry.substring(1).strip() : entry;
        if (body.equals(AUTO) && !excluded) {
            return;
        }
        if (Pattern.looksLikePreset(body)) {
            checkPreset(setting, body);
        } else {
            checkPattern(values, setting, body);
        }
    }

    private void checkPreset(Setting setting, String name) {
        List<String> known = new ArrayList<>(PresetNames.all());
        known.addAll(PresetNames.in(directory));
        if (known.contains(name)) {
            return;
        }
        StringBuilder message = new StringBuilder();
        message.append(setting.hasSecret() ? "an entry" : name.concat(name.isEmpty() ? "an empty entry" : ""));
        message.append(" is neither a preset (");
        for (int i = 0; i < known.size(); i++) {
            message.append(i == 0 ? "" : ", ").append(known.get(i));
        }
        message.append(") nor a pattern such as com.acme.Engine#infer");
        known.add(AUTO);
        values.report(setting, message.toString(), setting.hasSecret() ? "" : Nearest.of(name, known));
    }

    /** Reports a pattern that does not parse, with where and why. */
    static void checkPattern(Values values, Setting setting, String pattern) {
        try {
            Pattern.parse(pattern);
        } catch (PatternException e) {
            values.report(
                    setting, setting.hasSecret() ? "must be ".concat(Kind.PATTERNS.allowed()) : e.getMessage(), "");
        }
    }

    /** A path that begins with the nearest root; empty where none is near, or where it is no path either. */
    private static String nearestPath(String path) {
        int dot = path.indexOf('.');
        String root = dot < 0 ? path : path.substring(0, dot);
        String nearest = Nearest.of(root, ValuePath.ROOTS);
        String meant = nearest.concat(dot < 0 ? "" : path.substring(dot));
        try {
            ValuePath.parse(meant);
            return meant.equals(path) ? "" : meant;
        } catch (PatternException none) {
            return "";
        }
    }

    /** Reports a value path that does not parse, with where and why. */
    static void checkPath(Values values, Setting setting) {
        try {
            ValuePath.parse(setting.value());
        } catch (PatternException e) {
            values.report(
                    setting,
                    setting.hasSecret() ? "must be a value path such as arg0.modelName" : e.getMessage(),
                    setting.hasSecret() ? "" : nearestPath(setting.value().strip()));
        }
    }
}
