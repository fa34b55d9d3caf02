package io.nightjar.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns or members a log may have, and which it has. Confined to one thread. */
final class LogColumns {
    /** What a column means that nothing is known of. */
    static final int UNKNOWN = -1;

    private static final List<String> NAMES = List.of(
            "timestamp",
            "operation",
            "duration_ms",
            "outcome",
            "exception",
            "first_chunk_ms",
            "chunks",
            "tokens_in",
            "tokens_out",
            "value");
    private static final String LABEL = "label.";
    private static final int MOST_LABELS = 50;
    private static final int MOST_UNKNOWN = 100;
    /** Labels that every alert has of its own. */
    private static final Set<String> RESERVED =
            Set.of("service", "instance", "operation", "layer", "memory_type", "alertname", "alert_type", "severity");

    private final List<String> labels = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Map<String, Integer> known = new LinkedHashMap<>();

    /** The field of a column; {@link #UNKNOWN} where it is ignored, which {@link #unknown} says. */
    int field(byte[] bytes, int start, int end) {
        return field(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }

    /** As above. */
    int field(String name) {
        Integer before = known.get(name);
        if (before != null) {
            return before;
        }
        int field = NAMES.indexOf(name);
        if (field < 0 && name.startsWith(LABEL) && labels.size() < MOST_LABELS) {
            String label = name.substring(LABEL.length());
            if (isLabel(label)) {
                labels.add(label);
                field = LogFields.LABELS + labels.size() - 1;
            }
        }
        if (field >= 0) {
            known.put(name, field);
        } else if (unknown.size() < MOST_UNKNOWN) {
            unknown.add(name);
        }
        return field;
    }

    private static boolean isLabel(String name) {
        boolean valid = !name.isEmpty() && !RESERVED.contains(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_';
            valid &= letter || i > 0 && '0' <= c && c <= '9';
        }
        return valid;
    }

    /** The names of the labels, in the order of their fields. */
    List<String> labels() {
        return labels;
    }

    /** How many fields there are. */
    int count() {
        return LogFields.LABELS + labels.size();
    }

    boolean has(int field) {
        return known.containsValue(field);
    }

    /** Whether the log is one series and no calls. */
    boolean isSeries() {
        return has(LogFields.VALUE) && !has(LogFields.OPERATION) && !has(LogFields.DURATION);
    }

    /** Of the columns that are ignored, their names; empty where there are none. */
    String unknown() {
        List<String> shown = new ArrayList<>();
        for (String name : unknown) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            shown.add(LogFields.shown(bytes, 0, bytes.length));
        }
        return String.join(", ", shown);
    }

    /** What is missing for calls; empty where nothing is. */
    String missing() {
        List<String> missing = new ArrayList<>();
        for (int field : new int[] {LogFields.TIMESTAMP, LogFields.OPERATION, LogFields.DURATION}) {
            if (!has(field)) {
                missing.add(NAMES.get(field));
            }
        }
        return String.join(", ", missing);
    }

    static String name(int field) {
        return NAMES.get(field);
    }
}
