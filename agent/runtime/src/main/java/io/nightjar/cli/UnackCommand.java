package io.nightjar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code unack <pid> <fingerprint>}: nobody looks after a condition any more. */
@Command(name = "unack", mixinStandardHelpOptions = true, description = "Take an acknowledgement back.")
final class UnackCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Parameters(
            index = "1",
            paramLabel = "<fingerprint>",
            description = "Of the condition, or so much of its beginning that it means no other.")
    private String fingerprint;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AgentRequest request = new AgentRequest("unack").with("fingerprint", AckCommand.fingerprint(spec, fingerprint));
        spec.commandLine().getOut().println(PolicyText.line(request.send(pid)));
        return NightjarCommand.OK;
    }
}
