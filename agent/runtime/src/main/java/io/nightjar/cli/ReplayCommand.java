package io.nightjar.cli;

import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;
import io.nightjar.replay.CallLogReader;
import io.nightjar.replay.LineProblems;
import io.nightjar.replay.Replay;
import io.nightjar.replay.ReplaySettings;
import io.nightjar.replay.Signal;
import io.nightjar.weave.OperationSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay <file>}: the alerts that a configuration would have raised on recorded calls. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Judge recorded calls as if they were live, by the times in the file, and print the alerts that would have come.",
            "Nothing is sent. Exits 1 where the file cannot be read or a configuration is invalid."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            paramLabel = "<file>",
            description = "A call log, CSV or JSON lines, perhaps packed by gzip; - for standard input")
    private String file;

    @Option(
            names = "--config",
            paramLabel = "F",
            description = "A properties file, or key=value;key=value as behind -javaagent:nightjar.jar=; without it,"
                    + " the defaults")
    private @Nullable String config;

    @Option(
            names = "--compare",
            paramLabel = "F2",
            description = "A second configuration: print what it adds and drops")
    private @Nullable String compare;

    @Option(
            names = "--signal",
            paramLabel = "S",
            completionCandidates = Signals.class,
            description = "What the values of a file with the columns timestamp,value are:"
                    + " ${COMPLETION-CANDIDATES} (default: latency).")
    private String signal = Signal.LATENCY.text();

    @Option(names = "--json", description = "Each alert as a JSON object, one a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Signal known = Signal.find(signal);
        if (known == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--signal must be one of " + String.join(", ", Signals.names()) + ", not " + signal);
        }
        PrintWriter err = spec.commandLine().getErr();
        List<ReplaySettings> settings = new ArrayList<>();
        boolean valid = add(config, settings, err);
        valid &= compare == null || add(compare, settings, err);
        if (!valid) {
            return NightjarCommand.PROBLEM;
        }
        LineProblems problems = new LineProblems(err::println);
        try (CallLogReader reader = reader(problems)) {
            new Replay(settings, known, seriesName(), json, spec.commandLine().getOut(), err::println)
                    .run(reader, problems);
        } catch (IOException unreadable) {
            throw new CommandFailure("cannot read the log: " + why(unreadable));
        }
        return NightjarCommand.OK;
    }

    private static String why(IOException unreadable) {
        String message = unreadable.getMessage();
        boolean ofLog = unreadable.getClass().getPackageName().startsWith("io.nightjar.");
        return ofLog && message != null ? message : unreadable.toString();
    }

    private boolean add(@Nullable String argument, List<ReplaySettings> settings, PrintWriter err) {
        List<String> words = argument == null ? List.of() : List.of(argument);
        ConfigResult result =
                AgentArgument.of(words, Path.of("").toAbsolutePath()).load(System.getenv());
        if (result instanceof ConfigResult.Invalid invalid) {
            for (String line : invalid.lines()) {
                err.println(line);
            }
            return false;
        }
        NightjarConfig valid = ((ConfigResult.Valid) result).config();
        for (String line : valid.switchedOff()) {
            err.println(line);
        }
        if (!valid.enabled()) {
            err.println("enabled = false in " + valid.source() + ": live, nothing would be judged; it is judged here");
        }
        AgentLog log = new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT);
        settings.add(ReplaySettings.of(valid, OperationSpecs.of(valid.watch(), log)));
        return true;
    }

    private CallLogReader reader(LineProblems problems) throws IOException {
        return file.equals(STANDARD_INPUT)
                ? CallLogReader.of(System.in, problems)
                : CallLogReader.open(Path.of(file), problems);
    }

    /** The file's name without what says how it is written. */
    private String seriesName() {
        Path last = file.equals(STANDARD_INPUT) ? null : Path.of(file).getFileName();
        String name = last == null ? "" : last.toString();
        for (String ending : new String[] {".gz", ".csv", ".jsonl", ".json"}) {
            name = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
        }
        return name.isEmpty() ? "series" : name;
    }

    /** The signals, for help. */
    static final class Signals implements Iterable<String> {
        static List<String> names() {
            List<String> names = new ArrayList<>();
            for (Signal signal : Signal.values()) {
                names.add(signal.text());
            }
            return names;
        }

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
