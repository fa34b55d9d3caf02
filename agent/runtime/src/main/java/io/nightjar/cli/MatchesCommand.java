package io.nightjar.cli;

import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.config.WrittenValues;
import io.nightjar.log.AgentLog;
import io.nightjar.weave.Matches;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matches <jar-or-directory>… [--config F]}: what would be woven, without running anything. */
@Command(
        name = "matches",
        mixinStandardHelpOptions = true,
        description = {
            "Print which methods of jars and directories of class files the agent would weave, running none of them.",
            "Exits 1 where the configuration is invalid or a pattern matches too much."
        })
final class MatchesCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<jar-or-directory>",
            arity = "1..*",
            description = "Where the application's and its libraries' classes lie; jars within jars are read too")
    private List<Path> places;

    @Option(
            names = "--config",
            paramLabel = "F",
            description = "A properties file, or key=value;key=value as behind -javaagent:nightjar.jar=; without it,"
                    + " the defaults")
    private @Nullable String config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> argument = config == null ? List.of() : List.of(config);
        ConfigResult result =
                AgentArgument.of(argument, Path.of("").toAbsolutePath()).load(System.getenv());
        if (result instanceof ConfigResult.Invalid invalid) {
            PrintWriter err = spec.commandLine().getErr();
            for (String line : invalid.lines()) {
                err.println(line);
            }
            return NightjarCommand.PROBLEM;
        }
        NightjarConfig valid = ((ConfigResult.Valid) result).config();
        Matches matches = matches(valid);
        print(matches, valid.watch().written(), spec.commandLine().getOut());
        for (String problem : matches.problems()) {
            spec.commandLine().getErr().println(valid.watch().written().in(problem));
        }
        return matches.refused() ? NightjarCommand.PROBLEM : NightjarCommand.OK;
    }

    private Matches matches(NightjarConfig from) {
        try {
            AgentLog log = new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT);
            return Matches.in(places, from.watch(), log);
        } catch (IOException unreadable) {
            throw new CommandFailure("cannot read the classes: " + unreadable.getMessage());
        }
    }

    private static void print(Matches matches, WrittenValues written, PrintWriter out) {
        Map<String, StringBuilder> operations = new TreeMap<>();
        for (Matches.Method method : matches.methods()) {
            String title = method.operation() + "  (layer " + method.layer() + ", " + written.in(method.source()) + ')';
            operations
                    .computeIfAbsent(title, key -> new StringBuilder())
                    .append("    ")
                    .append(method.signature())
                    .append('\n');
        }
        operations.forEach((title, signatures) -> {
            out.println(title);
            out.print(signatures);
        });
        matches.libraries().forEach(out::println);
        out.println(matches.methods().size() + " methods of " + operations.size() + " operations would be woven; "
                + matches.classes() + " classes looked at");
    }
}
