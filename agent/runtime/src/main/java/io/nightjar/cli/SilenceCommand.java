package io.nightjar.cli;

import io.nightjar.log.NeutralText;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.AlertMatcherException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silence <pid> MATCHER --for TIME}: what it matches is sent to the log alone. */
@Command(
        name = "silence",
        mixinStandardHelpOptions = true,
        description = "Silence what a matcher means for a time, and print the silence's id.")
final class SilenceCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Parameters(
            index = "1",
            paramLabel = "<matcher>",
            description = "What is meant, for example 'severity=warning, operation=chat*'.")
    private String matcher;

    @Mixin
    private Asker asker;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!asker.saysHowLong()) {
            throw new ParameterException(
                    spec.commandLine(), "--for is missing: say for how long, for example --for 1h");
        }
        AgentRequest request = asker.addTo(new AgentRequest("silence").with("match", readable(matcher)));
        spec.commandLine().getOut().println(PolicyText.words(request.send(pid).get("id")));
        return NightjarCommand.OK;
    }

    /** The matcher, which is read here so that a wrong one is refused without the agent, with the place. */
    private static String readable(String matcher) {
        try {
            AlertMatcher.parse(matcher);
            return matcher;
        } catch (AlertMatcherException e) {
            throw new CommandFailure("the matcher cannot be read: " + e.getMessage() + System.lineSeparator() + "  "
                    + NeutralText.of(matcher) + System.lineSeparator() + "  " + " ".repeat(e.position()) + "^");
        }
    }
}
