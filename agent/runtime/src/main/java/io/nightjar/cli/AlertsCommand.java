package io.nightjar.cli;

import io.nightjar.alert.AlertType;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alerts <pid>}: the history of a running agent, oldest first. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Print the alerts that a running agent has sent, oldest first.")
final class AlertsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Option(
            names = "--type",
            paramLabel = "T",
            description = "Only this type: latency, error_rate, memory, throughput, stuck.")
    private @Nullable String type;

    @Option(names = "--limit", paramLabel = "N", description = "Only the newest N.")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String wanted = type == null ? null : knownType(type);
        if (limit != null && limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit must be 0 or more, not " + limit);
        }
        print(select(AgentAnswers.items(AgentAnswers.ask(pid, AgentAnswers.ALERTS)), wanted));
        return NightjarCommand.OK;
    }

    private String knownType(String text) {
        String name = text.toLowerCase(Locale.ROOT).replace('-', '_');
        List<String> names = new ArrayList<>();
        for (AlertType known : AlertType.values()) {
            if (known.jsonName().equals(name)) {
                return name;
            }
            names.add(known.jsonName());
        }
        throw new ParameterException(
                spec.commandLine(), "--type must be one of " + String.join(", ", names) + ", not " + text);
    }

    private List<String> select(List<String> alerts, @Nullable String wanted) {
        List<String> selected = new ArrayList<>();
        for (String alert : alerts) {
            if (wanted == null || wanted.equals(AgentAnswers.object(alert).get("alert_type"))) {
                selected.add(alert);
            }
        }
        int from = limit == null ? 0 : Math.max(0, selected.size() - limit);
        return selected.subList(from, selected.size());
    }

    private void print(List<String> alerts) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(alerts.isEmpty() ? "[]" : "[\n" + String.join(",\n", alerts) + "\n]");
            return;
        }
        for (String alert : alerts) {
            out.println(line(AgentAnswers.object(alert)));
        }
        if (alerts.isEmpty()) {
            out.println("no alerts");
        }
    }

    /** One alert for a person: when, how bad, what, and what was kept back since the one before. */
    static String line(Map<String, @Nullable Object> alert) {
        StringBuilder line = new StringBuilder();
        line.append(alert.get("timestamp")).append("  ");
        boolean resolved = "resolved".equals(alert.get("status"));
        String state = resolved ? "resolved" : String.valueOf(alert.get("severity"));
        line.append(state).append(" ".repeat(Math.max(1, 10 - state.length()))).append(alert.get("message"));
        if (alert.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("suppressed") instanceof Number suppressed
                && suppressed.longValue() > 0) {
            line.append("  (").append(suppressed).append(" suppressed)");
        }
        return line.toString();
    }
}
