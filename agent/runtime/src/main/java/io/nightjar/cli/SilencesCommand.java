package io.nightjar.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silences <pid>}: those of the configuration and of the command that are not over. */
@Command(
        name = "silences",
        mixinStandardHelpOptions = true,
        description = "Print the silences of a running agent that are not over.")
final class SilencesCommand implements Callable<Integer> {
    private static final String[] COLUMNS = {"id", "match", "from", "until", "by", "note"};

    @Parameters(paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> silences = AgentAnswers.items(AgentAnswers.askNewer(pid, AgentAnswers.SILENCES));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            PolicyText.printArray(silences, out);
        } else if (silences.isEmpty()) {
            out.println("no silences");
        } else {
            table(silences).print(out);
        }
        return NightjarCommand.OK;
    }

    private static TextTable table(List<String> silences) {
        TextTable table = new TextTable("llllll", COLUMNS);
        for (String text : silences) {
            Map<String, @Nullable Object> silence = AgentAnswers.object(text);
            List<String> cells = new ArrayList<>();
            for (String column : COLUMNS) {
                cells.add(PolicyText.words(silence.get(column)));
            }
            table.row(cells);
        }
        return table;
    }
}
