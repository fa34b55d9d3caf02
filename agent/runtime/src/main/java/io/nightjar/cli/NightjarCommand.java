package io.nightjar.cli;

import io.nightjar.log.AgentVersion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar nightjar.jar}: the commands, their help and the version. */
@Command(
        name = "nightjar.jar",
        synopsisHeading = "Usage: java -jar ",
        customSynopsis = "nightjar.jar <command> [options]",
        header = "Nightjar watches model inference in JVM applications that it did not write.",
        footerHeading =
                "%nAs an agent: java -javaagent:nightjar.jar[=nightjar.properties | =key=value;key=value] -jar app.jar%n",
        versionProvider = NightjarCommand.Version.class,
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = NightjarCommand.USAGE,
        exitCodeOnExecutionException = NightjarCommand.PROBLEM,
        subcommands = {
            CheckCommand.class,
            MatchesCommand.class,
            AttachCommand.class,
            DetachCommand.class,
            AlertsCommand.class,
            SampleCommand.class,
            StatusCommand.class,
            ConditionsCommand.class,
            AckCommand.class,
            UnackCommand.class,
            SilenceCommand.class,
            SilencesCommand.class,
            UnsilenceCommand.class,
            ReplayCommand.class,
            AdviseCommand.class,
            ConsoleCommand.class,
            ExportCommand.class,
            TestAlertCommand.class
        })
public final class NightjarCommand implements Runnable {
    static final int OK = 0;
    static final int PROBLEM = 1;
    static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    NightjarCommand() {}

    /** Runs a command: 0 when it succeeded, 1 when it found a problem, 2 when the arguments are wrong. */
    public static int run(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = commandLine(out, err).execute(arguments);
        out.flush();
        err.flush();
        return exitCode;
    }

    /** The whole command line, writing to these. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new NightjarCommand());
        for (CommandLine command : commandLine.getSubcommands().values()) {
            command.setOut(out).setErr(err);
            command.getCommandSpec().usageMessage().synopsisHeading("Usage: java -jar ");
        }
        return commandLine
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(false)
                .setExecutionExceptionHandler(NightjarCommand::printFailure);
    }

    /** Prints the message of a refusal alone; anything else is a bug of this program and is printed with its type. */
    private static int printFailure(Exception failed, CommandLine command, CommandLine.ParseResult result) {
        String message = failed instanceof CommandFailure ? failed.getMessage() : "failed: " + failed;
        command.getErr().println("nightjar: " + message);
        return PROBLEM;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version for {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"nightjar " + AgentVersion.text()};
        }
    }
}
