package io.nightjar.cli;

import io.nightjar.alert.AlertType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
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
            completionCandidates = Types.class,
            description = "Only this type: ${COMPLETION-CANDIDATES}.")
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
        List<String> names = Types.names();
        if (names.contains(name)) {
            return name;
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
            PolicyText.printArray(alerts, out);
            return;
        }
        for (String alert : alerts) {
            out.println(line(AgentAnswers.object(alert)));
        }
        if (alerts.isEmpty()) {
            out.println("no alerts");
        }
    }

    /** One alert for a person: when, which, how bad, what, what was kept back since the one before, and who got it. */
    static String line(Map<String, @Nullable Object> alert) {
        StringBuilder line = new StringBuilder();
        line.append(alert.get("timestamp")).append("  ");
        append(line, PolicyText.fingerprint(alert.get("fingerprint")), 10);
        boolean resolved = "resolved".equals(alert.get("status"));
        append(line, resolved ? "resolved" : String.valueOf(alert.get("severity")), 10);
        line.append(PolicyText.words(alert.get("message")));
        if (alert.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("suppressed") instanceof Number suppressed
                && suppressed.longValue() > 0) {
            line.append("  (").append(suppressed).append(" suppressed)");
        }
        appendFate(line, alert);
        return line.toString();
    }

    private static void append(StringBuilder line, String word, int width) {
        line.append(word).append(" ".repeat(Math.max(1, width - word.length())));
    }

    /** Who got it, or why nobody did; nothing where the agent does not say. */
    private static void appendFate(StringBuilder line, Map<String, @Nullable Object> alert) {
        if (alert.get("sent_to") instanceof List<?> sentTo && !sentTo.isEmpty()) {
            String before = "  sent to ";
            for (Object sent : sentTo) {
                Object destination = sent instanceof Map<?, ?> map ? map.get("destination") : sent;
                line.append(before).append(PolicyText.words(destination));
                before = ", ";
            }
        }
        Object heldBy = alert.get("held_by");
        Object silencedBy = alert.get("silenced_by");
        if (heldBy != null) {
            line.append("  held by ").append(PolicyText.words(heldBy));
        }
        if (silencedBy != null) {
            line.append("silence".equals(heldBy) ? " " : "  silenced by ").append(PolicyText.words(silencedBy));
        }
    }

    /** The names of all types, for the help and for what is refused. */
    static final class Types implements Iterable<String> {
        /** Made by picocli. */
        Types() {}

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }

        private static List<String> names() {
            List<String> names = new ArrayList<>();
            for (AlertType type : AlertType.values()) {
                names.add(type.jsonName());
            }
            return names;
        }
    }
}
