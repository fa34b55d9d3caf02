package io.nightjar.cli;

import io.nightjar.status.AgentStatus;
import io.nightjar.status.DestinationStatus;
import io.nightjar.status.LatencyStatus;
import io.nightjar.status.LearnedStatus;
import io.nightjar.status.OperationStatus;
import io.nightjar.status.StreamStatus;
import io.nightjar.status.TokenStatus;
import io.nightjar.status.UnfollowedOperation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status for a terminal. What an agent of another version did not write is shown as {@code -}. */
final class StatusText {
    private static final StreamStatus NO_STREAMS = new StreamStatus(null, null, null, null);
    private static final TokenStatus NO_TOKENS = new TokenStatus(null, null);

    private StatusText() {}

    static void print(AgentStatus status, PrintWriter out) {
        out.println("nightjar " + status.version() + ": " + status.state() + " for " + uptime(status.uptimeMillis())
                + ", configuration: " + status.config());
        out.println("watched: " + status.watched());
        for (String problem : status.problems()) {
            out.println("problem: " + problem);
        }
        out.println();
        printOperations(status.operations(), out);
        printStreams(status.operations(), out);
        printDestinations(status.destinations(), out);
        printLearned(status.learned(), out);
        printLines("not followed to their end, so that calls end as they return:", lines(status.notFollowed()), out);
        printLines("unmatched:", status.unmatched(), out);
        printLines("failures of the agent itself, swallowed:", lines(status.failures()), out);
        printLines("resources:", lines(status.resources()), out);
    }

    private static void printOperations(List<OperationStatus> operations, PrintWriter out) {
        if (operations.isEmpty()) {
            out.println("no calls yet");
            return;
        }
        TextTable table = new TextTable(
                "llrrrrrrrrr",
                "operation",
                "layer",
                "calls",
                "errors",
                "cancelled",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms",
                "in flight",
                "alerts");
        for (OperationStatus row : operations) {
            LatencyStatus latency = row.latency();
            table.row(cells(
                    row.operation(),
                    row.layer(),
                    row.calls(),
                    row.errors(),
                    row.cancelled(),
                    latency.p50Millis(),
                    latency.p95Millis(),
                    latency.p99Millis(),
                    latency.maxMillis(),
                    row.inFlight(),
                    row.alerts()));
        }
        table.print(out);
    }

    /** Of the operations that stream, or count tokens, what the others do not have. */
    private static void printStreams(List<OperationStatus> operations, PrintWriter out) {
        TextTable table = new TextTable(
                "lrrrrrr",
                "streams, tokens",
                "chunks",
                "first chunk ms",
                "gap ms",
                "longest gap ms",
                "tokens in",
                "tokens out");
        boolean any = false;
        for (OperationStatus row : operations) {
            StreamStatus streams = row.streams() == null ? NO_STREAMS : row.streams();
            TokenStatus tokens = row.tokens() == null ? NO_TOKENS : row.tokens();
            if (streams.chunks() != null || tokens.input() != null) {
                table.row(cells(
                        row.operation(),
                        streams.chunks(),
                        streams.firstChunkMillis(),
                        streams.chunkGapMillis(),
                        streams.longestGapMillis(),
                        tokens.input(),
                        tokens.output()));
                any = true;
            }
        }
        if (any) {
            out.println();
            table.print(out);
        }
    }

    private static void printDestinations(List<DestinationStatus> destinations, PrintWriter out) {
        if (destinations.isEmpty()) {
            return;
        }
        out.println();
        TextTable table = new TextTable("lrrrrl", "destination", "sent", "pending", "failed", "dropped", "last answer");
        for (DestinationStatus row : destinations) {
            table.row(
                    cells(row.destination(), row.sent(), row.pending(), row.failed(), row.dropped(), row.lastAnswer()));
        }
        table.print(out);
    }

    /** What is judged by what was learned of it, and what has left that. */
    private static void printLearned(List<LearnedStatus> learned, PrintWriter out) {
        if (learned.isEmpty()) {
            return;
        }
        out.println();
        TextTable table = new TextTable("llrrlrl", "learned", "signal", "expected", "now", "unit", "since", "");
        for (LearnedStatus row : learned) {
            String what = row.operation() != null
                    ? row.operation()
                    : row.memoryType() + (row.device() == null ? "" : "[" + row.device() + "]");
            table.row(cells(
                    what,
                    row.signal(),
                    row.expected(),
                    row.value(),
                    row.unit(),
                    uptime(
                            row.learnedSeconds() == null
                                    ? null
                                    : (Long) (row.learnedSeconds().longValue() * 1_000)),
                    row.heldBy() != null
                            ? "held by " + row.heldBy()
                            : Boolean.FALSE.equals(row.judged()) ? "not judged yet" : ""));
        }
        table.print(out);
    }

    private static List<String> lines(List<UnfollowedOperation> operations) {
        List<String> lines = new ArrayList<>();
        for (UnfollowedOperation one : operations) {
            lines.add(one.operation() + ": " + one.type());
        }
        return lines;
    }

    private static List<String> lines(Map<String, ? extends @Nullable Number> values) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, ? extends @Nullable Number> value : values.entrySet()) {
            lines.add(value.getKey() + ": " + cell(value.getValue()));
        }
        return lines;
    }

    private static void printLines(String title, List<String> lines, PrintWriter out) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(title);
            for (String line : lines) {
                out.println("  " + line);
            }
        }
    }

    private static List<String> cells(@Nullable Object... values) {
        return Arrays.stream(values).map(StatusText::cell).toList();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : value.toString();
    }

    private static String uptime(@Nullable Long millis) {
        long seconds = millis == null ? 0 : millis / 1_000;
        String text = seconds >= 3_600 ? seconds / 3_600 + "h " : "";
        text += seconds >= 60 ? seconds / 60 % 60 + "m " : "";
        return text + seconds % 60 + "s";
    }
}
