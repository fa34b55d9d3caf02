package io.nightjar.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is shown in place of values that references led to: the references, as they were written. Immutable; thread-safe.
 *
 * @param byKey of each key whose value refers to something, the value as written
 * @param byEntry of each entry of such a value, once read, the references that were written
 */
public record WrittenValues(Map<String, String> byKey, Map<String, String> byEntry) {
    /** No value refers to anything. */
    public static final WrittenValues NONE = new WrittenValues(Map.of(), Map.of());

    public WrittenValues {
        byKey = Map.copyOf(byKey);
        byEntry = Map.copyOf(byEntry);
    }

    /** Of all these settings, those whose keys begin with a prefix. */
    static WrittenValues of(Iterable<Setting> settings, String... prefixes) {
        Map<String, String> keys = new HashMap<>();
        Map<String, String> entries = new HashMap<>();
        for (Setting setting : settings) {
            if (setting.hasSecret() && startsWithAny(setting.entry().key(), prefixes)) {
                keys.put(setting.entry().key(), setting.shown());
                addEntries(setting, entries);
            }
        }
        return keys.isEmpty() ? NONE : new WrittenValues(keys, entries);
    }

    private static void addEntries(Setting setting, Map<String, String> entries) {
        List<String> written = TextList.of(setting.shown());
        for (String entry : TextList.of(setting.value())) {
            String shown = Shown.listEntry(entry, written);
            if (!shown.equals(entry)) {
                entries.put(entry, shown);
                entries.put(entry.startsWith("!") ? entry.substring(1).strip() : entry, shown);
            }
        }
        entries.put(setting.value(), setting.shown());
    }

    private static boolean startsWithAny(String key, String... prefixes) {
        for (String prefix : prefixes) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** How the value of a key is shown: as written where it refers to something, else as it is. */
    public String ofKey(String key, String value) {
        return byKey.getOrDefault(key, value);
    }

    /** How a whole value, or an entry of a list, is shown. */
    public String ofEntry(String entry) {
        return byEntry.getOrDefault(entry, entry);
    }

    /** A sentence in which values may stand, with references in their place; the longest value first. */
    public String in(String sentence) {
        if (byEntry.isEmpty()) {
            return sentence;
        }
        List<String> longestFirst = new ArrayList<>(byEntry.keySet());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        String shown = sentence;
        for (String entry : longestFirst) {
            shown = entry.isEmpty() ? shown : shown.replace(entry, byEntry.get(entry));
        }
        return shown;
    }
}
