package io.nightjar.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns for a terminal: words to the left, numbers to the right. */
final class TextTable {
    private final String alignment;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table of these titles.
     *
     * @param alignment a letter a column, l for left and r for right
     */
    TextTable(String alignment, String... titles) {
        this.alignment = alignment;
        rows.add(List.of(titles));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    void print(PrintWriter out) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(alignment.charAt(i) == 'l' ? row.get(i) + blanks : blanks + row.get(i));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
