package io.nightjar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code detach <pid>}: restores every class of a JVM and ends the agent's threads in it. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Undo an attachment: every woven class is restored, every thread of the agent ends.")
final class DetachCommand implements Callable<Integer> {
    /** The argument with which the agent's entry ends the agent. */
    static final String ARGUMENT = "--detach";

    @Parameters(paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            AgentAnswers.read(jvm.agentProperties(), AgentAnswers.STATUS, pid);
            jvm.loadAgent(OwnJar.path(), ARGUMENT);
            if (AgentAnswers.isThere(jvm.agentProperties())) {
                throw new CommandFailure(
                        "nightjar still runs in process " + pid + ": that JVM's standard error says why");
            }
        }
        spec.commandLine().getOut().println("nightjar is detached from process " + pid);
        return NightjarCommand.OK;
    }
}
