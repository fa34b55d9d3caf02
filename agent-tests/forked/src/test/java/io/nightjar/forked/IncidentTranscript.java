package io.nightjar.forked;

import io.nightjar.forked.AlertReceiver.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Step by step what each destination has received, as the tables of a page. A notification that says again what its destination
 * knows is a reminder; it stands only in the step that is about reminders. Confined to the test's thread.
 */
final class IncidentTranscript {
    private static final String BEGIN = "<!-- written by IncidentTest -->\n";
    private static final String END = "<!-- end of what IncidentTest writes -->\n";
    private static final Pattern TIME = Pattern.compile("\\+\\d+s");

    private record Destination(AlertReceiver receiver, Function<Request, String> row) {}

    private record Row(long second, String destination, String text) {}

    private final Map<String, Destination> destinations = new LinkedHashMap<>();
    private final Map<String, Integer> collected = new HashMap<>();
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Map<String, String> members = new TreeMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final StringBuilder page = new StringBuilder();
    private Instant beganAt = Instant.MAX;
    private int steps;

    /** @param row of a request; null for groups, of which a step shows one row */
    void follow(String destination, AlertReceiver receiver, Function<Request, String> row) {
        destinations.put(destination, new Destination(receiver, row));
        collected.put(destination, 0);
        known.put(destination, new HashSet<>());
    }

    void begin() {
        beganAt = Instant.now();
    }

    /** Notes what something other than a destination says. */
    void note(String who, String text) {
        rows.add(new Row(second(Instant.now()), who, text));
    }

    /** Ends a step: what these destinations have received since their last is what they received in it. */
    void step(String title, boolean reminders, String... names) {
        List<Row> received = new ArrayList<>();
        for (String name : names) {
            collect(name, reminders, received);
        }
        received.addAll(rows);
        rows.clear();
        steps++;
        page.append("### ").append(steps).append(". ").append(title).append("\n\n");
        page.append("| when | who | what |\n|---|---|---|\n");
        for (Row row : received) {
            page.append("| +" + row.second() + "s | `" + row.destination() + "` | `" + row.text() + "` |\n");
        }
        page.append('\n');
    }

    private void collect(String name, boolean reminders, List<Row> into) {
        Destination destination = destinations.get(name);
        List<Request> all = destination.receiver().requests();
        List<Request> fresh = all.subList(collected.get(name), all.size());
        collected.put(name, all.size());
        if (destination.row() == null) {
            group(name, fresh, reminders, into);
            return;
        }
        Map<String, Instant> firstAt = new TreeMap<>();
        for (Request request : fresh) {
            firstAt.putIfAbsent(destination.row().apply(request), request.at());
        }
        firstAt.forEach((text, at) -> {
            boolean again = !known.get(name).add(text);
            if (!again || reminders) {
                into.add(new Row(second(at), name, (again ? "again: " : "") + text));
            }
        });
    }

    /** However many notifications a step has brought, they are one row: who is in it, and how each stands at last. */
    private void group(String name, List<Request> fresh, boolean reminders, List<Row> into) {
        Map<String, String> now = new TreeMap<>();
        Request first = null;
        Request last = null;
        for (Request request : fresh) {
            Map<String, String> said = IncidentRows.members(request);
            if (first == null && !members.entrySet().containsAll(said.entrySet())) {
                first = request;
            }
            members.putAll(said);
            now.putAll(said);
            last = request;
        }
        if (first == null && !(reminders && last != null)) {
            return;
        }
        String text = (first == null ? "again: " : "") + last.text("status") + " " + Json.object(last.json(), "group")
                + " " + now;
        into.add(new Row(second((first == null ? last : first).at()), name, text));
    }

    private long second(Instant at) {
        return Math.max(0, Duration.between(beganAt, at).toSeconds());
    }

    String page() {
        return page.toString();
    }

    /** What stands in the page, without times. */
    static String expected(Path file) throws IOException {
        String text = Files.readString(file);
        return timeless(text.substring(text.indexOf(BEGIN) + BEGIN.length() + 1, text.indexOf(END)));
    }

    static String timeless(String text) {
        return TIME.matcher(text).replaceAll("+Ns");
    }

    void write(Path file) throws IOException {
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                        + '\n'
                        + page
                        + text.substring(text.indexOf(END)));
    }
}
