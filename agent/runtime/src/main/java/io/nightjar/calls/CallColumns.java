package io.nightjar.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a file of calls: the fixed ones, then the labels whose names are known. Confined to the writing thread. */
final class CallColumns {
    static final String FIXED =
            "timestamp,operation,duration_ms,outcome,exception,first_chunk_ms,chunks,tokens_in,tokens_out";
    private static final String LABEL = ",label.";
    /** Labels beyond this many are left out. */
    static final int MOST_LABELS = 20;

    private static final int LONGEST_NAME = 64;

    private final List<String> labels = new ArrayList<>();

    List<String> labels() {
        return labels;
    }

    /** Takes names in that are not known yet; true where a column was added. */
    boolean add(Map<String, String> named) {
        boolean added = false;
        for (String name : named.keySet()) {
            if (!labels.contains(name) && labels.size() < MOST_LABELS && isPlain(name)) {
                labels.add(name);
                added = true;
            }
        }
        return added;
    }

    /** The header's line, without its end. */
    String header() {
        StringBuilder line = new StringBuilder(FIXED);
        for (String label : labels) {
            line.append(LABEL).append(label);
        }
        return line.toString();
    }

    /** Goes on with the columns of a header; false where it is none of ours. */
    boolean follow(@Nullable String header) {
        if (header == null || !header.startsWith(FIXED)) {
            return false;
        }
        List<String> found = new ArrayList<>();
        int at = FIXED.length();
        while (at < header.length()) {
            int next = header.indexOf(',', at + 1);
            int end = next < 0 ? header.length() : next;
            if (!header.startsWith(LABEL, at) || end == at + LABEL.length()) {
                return false;
            }
            found.add(header.substring(at + LABEL.length(), end));
            at = end;
        }
        if (found.size() > MOST_LABELS || !found.containsAll(labels)) {
            return false;
        }
        labels.clear();
        labels.addAll(found);
        return true;
    }

    /** Label names are checked where they are configured; what a library's own might hold does not break a header. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == ',' || c == '"' || c > '~') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }
}
