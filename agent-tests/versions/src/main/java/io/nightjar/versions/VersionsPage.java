package io.nightjar.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of the page of versions: one row a library and range of versions of which the same is seen. */
final class VersionsPage {
    private static final String BEGIN = "<!-- checked: begin -->";
    private static final String END = "<!-- checked: end -->";
    private static final String HEAD = """
            | preset | library | versions | operations seen | streams | tokens told | model told | not seen |
            |---|---|---|---|---|---|---|---|
            """;

    private VersionsPage() {}

    /**
     * A row.
     *
     * @param first the oldest version of which this is so
     * @param last the newest
     * @param checked how many of the list were checked, these among them
     * @param cells what is seen
     */
    record Row(String preset, String library, String first, String last, int checked, String cells) {
        String text() {
            String range = checked == 1 ? first : first + " to " + last + (checked > 2 ? " (" + checked + ')' : "");
            return "| `" + preset + "` | `" + library + "` | " + range + " | " + cells + " |";
        }

        private Row until(String version) {
            return new Row(preset, library, first, version, checked + 1, cells);
        }
    }

    /** Adds a version behind those that were checked before. */
    static void add(List<Row> rows, Library library, String version, Seen seen) {
        Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        boolean same = last != null
                && last.preset().equals(library.preset())
                && last.library().equals(library.name())
                && last.cells().equals(seen.cells());
        if (same) {
            rows.set(rows.size() - 1, last.until(version));
        } else {
            rows.add(new Row(library.preset(), library.name(), version, version, 1, seen.cells()));
        }
    }

    /** Writes the table anew. */
    static void write(Path page, List<Row> rows) throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(row.text()).append('\n'));
        String text = Files.readString(page);
        Files.writeString(
                page,
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                        + '\n'
                        + table
                        + text.substring(text.indexOf(END)));
    }

    /** The rows of a library, the oldest versions first. */
    static List<Row> rows(Path page, Library library) throws IOException {
        String text = Files.readString(page);
        List<Row> rows = new ArrayList<>();
        for (String line :
                text.substring(text.indexOf(BEGIN), text.indexOf(END)).split("\n")) {
            String begin = "| `" + library.preset() + "` | `" + library.name() + "` | ";
            if (line.startsWith(begin)) {
                int end = line.indexOf(" | ", begin.length());
                String range = line.substring(begin.length(), end);
                int to = range.indexOf(" to ");
                int count = range.indexOf(" (");
                String first = to < 0 ? range : range.substring(0, to);
                String last = to < 0 ? range : range.substring(to + 4, count < 0 ? range.length() : count);
                String cells = line.substring(end + 3, line.length() - 2);
                rows.add(new Row(library.preset(), library.name(), first, last, 0, cells));
            }
        }
        return rows;
    }
}
