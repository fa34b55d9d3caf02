package io.nightjar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ack <pid> <fingerprint>}: somebody looks after a condition. */
@Command(
        name = "ack",
        mixinStandardHelpOptions = true,
        description = {
            "Acknowledge what fires: no reminder and no escalation until it ends, becomes worse, or the time is over."
        })
final class AckCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Parameters(
            index = "1",
            paramLabel = "<fingerprint>",
            description = "Of the condition, or so much of its beginning that it means no other.")
    private String fingerprint;

    @Mixin
    private Asker asker;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AgentRequest request = asker.addTo(new AgentRequest("ack").with("fingerprint", fingerprint(spec, fingerprint)));
        spec.commandLine().getOut().println(PolicyText.line(request.send(pid)));
        return NightjarCommand.OK;
    }

    static String fingerprint(CommandSpec spec, String typed) {
        if (typed.isBlank()) {
            throw new ParameterException(spec.commandLine(), "the fingerprint is empty");
        }
        return typed.strip();
    }
}
