package io.nightjar.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code unsilence <pid> ID}: ends a silence that was asked for. */
@Command(
        name = "unsilence",
        mixinStandardHelpOptions = true,
        description = "End a silence that was made by `silence`; one of the configuration ends there.")
final class UnsilenceCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Parameters(index = "1", paramLabel = "<id>", description = "Of the silence, as `silence` and `silences` print it.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (id.isBlank()) {
            throw new ParameterException(spec.commandLine(), "the id is empty");
        }
        Map<?, ?> silence =
                new AgentRequest("unsilence").with("silence", id.strip()).send(pid);
        spec.commandLine().getOut().println("no longer silenced: " + PolicyText.words(silence.get("match")));
        return NightjarCommand.OK;
    }
}
