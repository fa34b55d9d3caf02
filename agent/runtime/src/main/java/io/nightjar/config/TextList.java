package io.nightjar.config;

import io.nightjar.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;

/** A comma separated list; a comma inside parentheses belongs to its entry. */
final class TextList {
    private TextList() {}

    /** The entries without surrounding blanks; empty ones, such as after a last comma, are left out. */
    static List<String> of(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> entries = new ArrayList<>();
        for (String entry : Pattern.split(text)) {
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
