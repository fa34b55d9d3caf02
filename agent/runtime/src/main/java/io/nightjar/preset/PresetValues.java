package io.nightjar.preset;

import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.PatternException;
import io.nightjar.pattern.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a preset's text with their values, which it parses on demand. Confined to one thread. */
final class PresetValues {
    private final String name;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private PresetValues(String name) {
        this.name = name;
    }

    /** Reads the lines of a preset's text. */
    static PresetValues read(String name, String text) {
        PresetValues read = new PresetValues(name);
        read.addLines(text);
        return read;
    }

    private void addLines(String text) {
        String[] all = text.split("\n", -1);
        for (int i = 0; i < all.length; i++) {
            String line = all[i].strip();
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            int first = i + 1;
            while (line.endsWith(",") && i + 1 < all.length) {
                line = line + ' ' + all[++i].strip();
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new PresetException(name, first, "'" + line + "' is not of the form key = value");
            }
            String key = line.substring(0, equals).strip();
            if (values.put(key, line.substring(equals + 1).strip()) != null) {
                throw new PresetException(name, first, "'" + key + "' is given twice");
            }
            lines.put(key, first);
        }
    }

    /** The keys in the order of their lines. */
    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Null where the preset does not have the key. */
    @Nullable
    String get(String key) {
        return values.get(key);
    }

    String get(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** What is wrong with the value of a key, with its line. */
    PresetException problem(String key, String message) {
        return new PresetException(name, lines.get(key), message);
    }

    /** The alternatives of a value path; none where the preset does not have the key. */
    List<ValuePath> paths(String key) {
        return paths(key, values.get(key));
    }

    /** Those that stand before the first comma of the value of a key, behind which globs may stand. */
    List<ValuePath> pathsBeforeGlobs(String key) {
        List<String> parts = Pattern.split(get(key, ""));
        return paths(key, parts.isEmpty() ? "" : parts.get(0));
    }

    /** The alternatives of a value path that stand in a part of the value of a key. */
    List<ValuePath> paths(String key, @Nullable String value) {
        List<ValuePath> paths = new ArrayList<>();
        int begin = 0;
        while (value != null && begin <= value.length()) {
            int bar = value.indexOf('|', begin);
            int end = bar < 0 ? value.length() : bar;
            try {
                String path = value.substring(begin, end).strip();
                paths.add(path.equals("kept") ? Labels.KEPT : ValuePath.parse(path));
            } catch (PatternException problem) {
                throw problem(key, key + ": " + problem.getMessage());
            }
            begin = end + 1;
        }
        return paths;
    }

    /** A pattern in the value of a key. */
    Pattern pattern(String key, String text) {
        try {
            return Pattern.parse(text);
        } catch (PatternException problem) {
            throw problem(key, key + ": " + problem.getMessage());
        }
    }

    /** The value of a call, else that of the whole preset. */
    String ofCall(String call, String key, String otherwise) {
        String own = values.get(call + '.' + key);
        return own != null ? own : values.getOrDefault(key, otherwise);
    }

    /** The threshold of a call in nanoseconds, else that of the whole preset. */
    OptionalLong threshold(String call, String key) {
        String own = values.containsKey(call + '.' + key) ? call + '.' + key : key;
        String value = values.get(own);
        return value == null ? OptionalLong.empty() : OptionalLong.of(nanos(own, value));
    }

    private long nanos(String key, String value) {
        int digits = 0;
        while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
            digits++;
        }
        Long unit = unitNanos(value.substring(digits).strip());
        if (digits == 0 || digits > 9 || unit == null) {
            throw problem(key, key + ": '" + value + "' is no duration such as 250ms, 30s, 5m");
        }
        return Long.parseLong(value.substring(0, digits)) * unit;
    }

    private static @Nullable Long unitNanos(String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> null;
        };
    }
}
