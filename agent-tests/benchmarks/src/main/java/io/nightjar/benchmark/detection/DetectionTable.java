package io.nightjar.benchmark.detection;

import io.nightjar.learn.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was measured as tables of Markdown. */
final class DetectionTable {
    private static final int TEN = 10;
    private static final int FIFTY = 50;
    private static final double MOST = 0.9;
    private static final int JUDGED_SIGNALS = 6;

    private DetectionTable() {}

    static String write(List<Cell> cells, MemoryRuns memory) {
        StringBuilder text = new StringBuilder();
        Cell.Size size = cells.get(0).size();
        text.append(String.format(
                Locale.ROOT,
                "%d clean weeks of each kind of traffic and rate, and %d incidents of each kind in each.%n%n",
                size.cleanWeeks(),
                size.incidents()));
        falseAlarms(text, cells);
        incidents(text, cells);
        if (cells.stream().anyMatch(cell -> cell.size().peers())) {
            peers(text, cells);
        }
        text.append(memory.table());
        return text.toString();
    }

    private static void falseAlarms(StringBuilder text, List<Cell> cells) {
        text.append(
                        "| traffic | calls | false alarms a week of a process with 1 series | 10 series | 50 series | signals |\n")
                .append("|---|---|---|---|---|---|\n");
        for (Cell cell : cells) {
            text.append(
                    String.format(Locale.ROOT, "| %s | %s |", cell.generator().words(), rate(cell)));
            for (int series : Cell.SERIES) {
                List<Learned.Alarm> alarms = cell.cleanAlarms().getOrDefault(series, List.of());
                double aSeriesWeek = (double) alarms.size() / cell.size().cleanWeeks() / JUDGED_SIGNALS;
                text.append(String.format(Locale.ROOT, " %.2f |", aSeriesWeek * series));
            }
            text.append(' ').append(bySignal(cell, TEN)).append(" |\n");
        }
        text.append('\n');
    }

    private static String bySignal(Cell cell, int series) {
        Map<Signal, Integer> counts = new EnumMap<>(Signal.class);
        cell.cleanAlarms()
                .getOrDefault(series, List.of())
                .forEach(alarm -> counts.merge(alarm.signal(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((signal, count) -> parts.add(signal.keyName() + " " + count));
        return String.join(", ", parts);
    }

    private static void incidents(StringBuilder text, List<Cell> cells) {
        text.append(
                        "| incident | traffic | calls | found, 10 series | median | 90 % | alerts an incident | 50 series | median |\n")
                .append("|---|---|---|---|---|---|---|---|---|\n");
        for (Incident incident : Incident.values()) {
            for (Cell cell : cells) {
                Map<Integer, Found> found = cell.found().getOrDefault(incident, Map.of());
                if (found.containsKey(TEN)) {
                    Found ten = found.get(TEN);
                    Found fifty = found.get(FIFTY);
                    text.append(String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %s | %s | %s | %.2f | %s | %s |%n",
                            incident.words(),
                            cell.generator().words(),
                            rate(cell),
                            of(ten),
                            seconds(ten.delay(0.5)),
                            seconds(ten.delay(MOST)),
                            ten.alarmsAnIncident(),
                            of(fifty),
                            seconds(fifty.delay(0.5))));
                }
            }
        }
        text.append('\n');
    }

    private static void peers(StringBuilder text, List<Cell> cells) {
        text.append("| incident | traffic | calls | Nightjar");
        for (Peers peer : Peers.values()) {
            text.append(" | ").append(peer.words());
        }
        text.append(" |\n|---|---|---|---")
                .append("|---".repeat(Peers.values().length))
                .append("|\n");
        for (Incident incident : Incident.values()) {
            for (Cell cell : cells) {
                Map<Peers, Found> found = cell.foundByPeers().getOrDefault(incident, Map.of());
                if (!found.isEmpty()) {
                    text.append(String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %s",
                            incident.words(),
                            cell.generator().words(),
                            rate(cell),
                            shortly(cell.found().get(incident).get(TEN))));
                    for (Peers peer : Peers.values()) {
                        text.append(" | ").append(found.containsKey(peer) ? shortly(found.get(peer)) : "");
                    }
                    text.append(" |\n");
                }
            }
        }
        text.append("\nFalse alarms of the peers a series-week of latency, in the weeks that they were not tuned on:");
        for (Cell cell : cells) {
            Map<Peers, Integer> alarms = cell.peerAlarms().getOrDefault(Signal.LATENCY, Map.of());
            List<String> parts = new ArrayList<>();
            alarms.forEach((peer, count) -> parts.add(String.format(
                    Locale.ROOT,
                    "%s %.2f",
                    peer.words(),
                    (double) count / cell.size().cleanWeeks())));
            text.append(String.format(
                    Locale.ROOT, "%n%s, %s: %s.", cell.generator().words(), rate(cell), String.join("; ", parts)));
        }
        text.append("\n\n");
    }

    /** What one would look at to find out why. */
    static String details(Cell cell) {
        StringBuilder text = new StringBuilder();
        cell.cleanAlarms()
                .getOrDefault(TEN, List.of())
                .forEach(alarm -> text.append(alarm).append('\n'));
        cell.found()
                .forEach((incident, found) -> found.forEach((series, one) -> text.append(String.format(
                        Locale.ROOT,
                        "%s %d series: %s median %s p90 %s alarms %.2f%n",
                        incident,
                        series,
                        of(one),
                        seconds(one.delay(0.5)),
                        seconds(one.delay(MOST)),
                        one.alarmsAnIncident()))));
        cell.foundByPeers()
                .forEach((incident, found) -> found.forEach((peer, one) -> text.append(incident)
                        .append(' ')
                        .append(peer)
                        .append(": ")
                        .append(shortly(one))
                        .append('\n')));
        text.append(cell.peerAlarms());
        return text.toString();
    }

    private static String rate(Cell cell) {
        return cell.callsPerSecond() < 0.1
                ? String.format(Locale.ROOT, "%.0f/min", cell.callsPerSecond() * 60)
                : String.format(Locale.ROOT, "%.0f/s", cell.callsPerSecond());
    }

    private static String of(Found found) {
        return found.found() + "/" + found.incidents();
    }

    private static String shortly(Found found) {
        return found.found() == 0 ? "0" : of(found) + ", " + seconds(found.medianOfFound());
    }

    private static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.0f s", seconds);
    }
}
