package io.nightjar.replay;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.IsoMillis;
import io.nightjar.alert.Severity;
import io.nightjar.notify.PolicyCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a replay says at its end. Confined to one thread. */
final class ReplaySummary {
    private final Replay replay;
    private final long problems;

    /** @param problems lines that were left out */
    ReplaySummary(Replay replay, long problems) {
        this.replay = replay;
        this.problems = problems;
    }

    /** @param whole false: only what is not judged, and what would make the result wrong */
    void print(Consumer<String> out, boolean whole) {
        if (whole) {
            out.accept("");
            out.accept(read());
            if (replay.comparison() == null) {
                printDays(out);
            } else {
                printComparison(out, replay.comparison());
            }
            printDestinations(out);
            printHeld(out);
        }
        if (replay.outOfRange() > 0) {
            out.accept(
                    replay.outOfRange()
                            + " values are left out: no time is longer than a year, no share above 100 %, no rate above 100000/s, no number of tokens above a billion");
        }
        if (replay.hasOthers()) {
            out.accept("operations beyond the first " + CallLogReader.MOST_OPERATIONS + " are judged as one, other");
        }
        for (String line : replay.notJudged()) {
            out.accept(line);
        }
        if (!replay.detections().isEmpty()) {
            for (String line : replay.detections().get(0).stuck()) {
                out.accept("  " + line);
            }
        }
        for (ReplayedDetection detection : replay.detections()) {
            if (detection.failuresOfOurs() > 0) {
                out.accept("the detector failed " + detection.failuresOfOurs() + " times: the result is not complete");
            }
        }
    }

    private String read() {
        String lines = problems == 0 ? "" : "; " + problems + (problems == 1 ? " line" : " lines") + " left out";
        if (replay.calls() == 0) {
            return "nothing was recorded" + lines;
        }
        String what = replay.operations() == 0
                ? (replay.calls() == 1 ? " value" : " values")
                : (replay.calls() == 1 ? " call" : " calls") + " of " + replay.operations()
                        + (replay.operations() == 1 ? " operation" : " operations");
        return replay.calls() + what + " from " + IsoMillis.format(replay.first()) + " to "
                + IsoMillis.format(replay.latest()) + lines;
    }

    private void printDays(Consumer<String> out) {
        AlertCounts counts = replay.counts().get(0);
        if (counts.isEmpty()) {
            out.accept("no alerts");
            return;
        }
        List<String> head = new ArrayList<>(List.of("day", "type"));
        for (Severity severity : Severity.values()) {
            head.add(severity.jsonName());
        }
        head.add("resolved");
        List<List<String>> rows = new ArrayList<>(List.of(head));
        for (Map.Entry<LocalDate, Map<AlertType, long[]>> day : counts.byDay().entrySet()) {
            for (Map.Entry<AlertType, long[]> type : day.getValue().entrySet()) {
                List<String> row = new ArrayList<>(
                        List.of(day.getKey().toString(), type.getKey().jsonName()));
                for (long count : type.getValue()) {
                    row.add(Long.toString(count));
                }
                rows.add(row);
            }
        }
        printTable(out, rows, 2);
    }

    private void printComparison(Consumer<String> out, Comparison comparison) {
        TreeSet<AlertType> types = new TreeSet<>(comparison.conditionsOfFirst().keySet());
        types.addAll(comparison.conditionsOfSecond().keySet());
        if (types.isEmpty()) {
            out.accept("no alerts, by either configuration");
            return;
        }
        Map<AlertType, Long> before = replay.counts().get(0).firing();
        Map<AlertType, Long> after = replay.counts().get(1).firing();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("type", "conditions 1", "conditions 2", "added", "dropped", "alerts 1", "alerts 2"));
        for (AlertType type : types) {
            rows.add(List.of(
                    type.jsonName(),
                    number(comparison.conditionsOfFirst(), type),
                    number(comparison.conditionsOfSecond(), type),
                    number(comparison.added(), type),
                    number(comparison.dropped(), type),
                    number(before, type),
                    number(after, type)));
        }
        printTable(out, rows, 1);
    }

    private static String number(Map<AlertType, Long> counts, AlertType type) {
        return Long.toString(counts.getOrDefault(type, 0L));
    }

    private void printDestinations(Consumer<String> out) {
        TreeSet<String> names = new TreeSet<>();
        replay.counts().forEach(counts -> names.addAll(counts.byDestination().keySet()));
        if (names.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>();
        for (String name : names) {
            List<String> numbers = new ArrayList<>();
            replay.counts()
                    .forEach(counts ->
                            numbers.add(Long.toString(counts.byDestination().getOrDefault(name, 0L))));
            words.add(name + ' ' + String.join(" then ", numbers));
        }
        out.accept("notifications: " + String.join(", ", words));
    }

    private void printHeld(Consumer<String> out) {
        String then = "";
        for (ReplayedDetection detection : replay.detections()) {
            PolicyCounts counts = detection.counts();
            out.accept(then + "not sent: " + counts.suppressed() + " within the rate limit, " + counts.held()
                    + " silenced or flapping"
                    + (detection.stillFiring() == 0
                            ? ""
                            : "; still firing an hour after the end: " + detection.stillFiring()));
            then = "by the second ";
        }
    }

    private static void printTable(Consumer<String> out, List<List<String>> rows, int words) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(i < words ? row.get(i) + padding : padding + row.get(i));
            }
            out.accept(line.toString().stripTrailing());
        }
    }
}
