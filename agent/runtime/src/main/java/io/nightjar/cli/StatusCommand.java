package io.nightjar.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status <pid>}: what a running agent has seen, sent and swallowed. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Print what a running agent watches and has seen, operation by operation.")
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Option(names = "--json", description = "As a JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String answer = AgentAnswers.ask(pid, AgentAnswers.STATUS);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer);
        } else if (AgentAnswers.object(answer).isEmpty()) {
            throw new CommandFailure("the agent in process " + pid + " could not tell its state: its log says why");
        } else {
            print(AgentAnswers.object(answer), out);
        }
        return NightjarCommand.OK;
    }

    /** The whole status for a person. */
    static void print(Map<String, @Nullable Object> status, PrintWriter out) {
        out.println("nightjar " + status.get("version") + ": " + status.get("state") + " for "
                + uptime(status.get("uptime_ms")) + ", configuration: " + status.get("config"));
        out.println("watched: " + status.get("watched"));
        for (Object problem : list(status, "problems")) {
            out.println("problem: " + problem);
        }
        out.println();
        printOperations(list(status, "operations"), out);
        printDestinations(list(status, "destinations"), out);
        printLines("not followed to their end, so that calls end as they return:", list(status, "not_followed"), out);
        printLines("unmatched:", list(status, "unmatched"), out);
        printValues("failures of the agent itself, swallowed:", status.get("failures"), out);
        printValues("resources:", status.get("resources"), out);
    }

    private static void printOperations(List<?> operations, PrintWriter out) {
        if (operations.isEmpty()) {
            out.println("no calls yet");
            return;
        }
        TextTable table = new TextTable(
                "llrrrrrrrrr", "operation", "layer", "calls", "errors", "cancelled", "p50 ms", "p95 ms", "p99 ms", "max ms",
                "in flight", "alerts");
        for (Object operation : operations) {
            if (operation instanceof Map<?, ?> row) {
                table.row(cells(
                        row, "operation", "layer", "calls", "errors", "cancelled", "p50_ms", "p95_ms", "p99_ms", "max_ms",
                        "in_flight", "alerts"));
            }
        }
        table.print(out);
        printStreams(operations, out);
    }

    /** Of the operations that stream, or count tokens, what the others do not have. */
    private static void printStreams(List<?> operations, PrintWriter out) {
        TextTable table = new TextTable(
                "lrrrrrr", "streams, tokens", "chunks", "first chunk ms", "gap ms", "longest gap ms", "tokens in",
                "tokens out");
        boolean any = false;
        for (Object operation : operations) {
            if (operation instanceof Map<?, ?> row && (row.containsKey("chunks") || row.containsKey("input_tokens"))) {
                table.row(cells(
                        row, "operation", "chunks", "first_chunk_ms", "chunk_gap_ms", "longest_gap_ms", "input_tokens",
                        "output_tokens"));
                any = true;
            }
        }
        if (any) {
            out.println();
            table.print(out);
        }
    }

    private static void printDestinations(List<?> destinations, PrintWriter out) {
        if (destinations.isEmpty()) {
            return;
        }
        out.println();
        TextTable table = new TextTable(
                "lrrrrl", "destination", "sent", "pending", "failed", "dropped", "last answer");
        for (Object destination : destinations) {
            if (destination instanceof Map<?, ?> row) {
                table.row(cells(row, "destination", "sent", "pending", "failed", "dropped", "last_answer"));
            }
        }
        table.print(out);
    }

    private static void printLines(String title, List<?> lines, PrintWriter out) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(title);
            for (Object line : lines) {
                out.println("  " + (line instanceof Map<?, ?> row ? row.get("operation") + ": " + row.get("type") : line));
            }
        }
    }

    private static void printValues(String title, @Nullable Object values, PrintWriter out) {
        if (values instanceof Map<?, ?> map && !map.isEmpty()) {
            out.println();
            out.println(title);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.println("  " + entry.getKey() + ": " + cell(entry.getValue()));
            }
        }
    }

    private static List<String> cells(Map<?, ?> row, String... names) {
        List<String> cells = new ArrayList<>();
        for (String name : names) {
            cells.add(cell(row.get(name)));
        }
        return cells;
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : value.toString();
    }

    private static List<?> list(Map<String, @Nullable Object> status, String name) {
        return status.get(name) instanceof List<?> items ? items : List.of();
    }

    private static String uptime(@Nullable Object millis) {
        long seconds = millis instanceof Number number ? number.longValue() / 1_000 : 0;
        String text = seconds >= 3_600 ? seconds / 3_600 + "h " : "";
        text += seconds >= 60 ? seconds / 60 % 60 + "m " : "";
        return text + seconds % 60 + "s";
    }
}
