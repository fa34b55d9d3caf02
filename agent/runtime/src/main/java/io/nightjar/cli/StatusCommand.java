package io.nightjar.cli;

import io.nightjar.status.AgentStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status <pid>}: what a running agent has seen and sent, and its own failures. */
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
            return NightjarCommand.OK;
        }
        AgentStatus status = AgentAnswers.status(answer)
                .orElseThrow(() -> new CommandFailure(
                        "the agent in process " + pid + " could not tell its state: its log says why"));
        StatusText.print(status, out);
        return NightjarCommand.OK;
    }
}
