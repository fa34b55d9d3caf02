package io.nightjar.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conditions <pid>}: what fires or is pending now. */
@Command(
        name = "conditions",
        mixinStandardHelpOptions = true,
        description = "Print what fires or is pending in a running agent, in the order in which it began.")
final class ConditionsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> conditions = AgentAnswers.items(AgentAnswers.askNewer(pid, AgentAnswers.CONDITIONS));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            PolicyText.printArray(conditions, out);
        } else if (conditions.isEmpty()) {
            out.println("no conditions");
        } else {
            table(conditions).print(out);
        }
        return NightjarCommand.OK;
    }

    private static TextTable table(List<String> conditions) {
        TextTable table = new TextTable(
                "lllllll", "fingerprint", "since", "severity", "state", "message", "acknowledged by", "silenced by");
        for (String text : conditions) {
            Map<String, @Nullable Object> condition = AgentAnswers.object(text);
            table.row(List.of(
                    PolicyText.fingerprint(condition.get("fingerprint")),
                    PolicyText.words(condition.get("starts_at")),
                    PolicyText.words(condition.get("severity")),
                    PolicyText.words(condition.get("state")),
                    PolicyText.words(condition.get("message")),
                    PolicyText.acknowledgedBy(condition),
                    PolicyText.words(condition.get("silenced_by"))));
        }
        return table;
    }
}
