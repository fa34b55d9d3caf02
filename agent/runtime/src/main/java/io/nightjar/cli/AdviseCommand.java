package io.nightjar.cli;

import io.nightjar.advice.Advice;
import io.nightjar.advice.AdviceText;
import io.nightjar.advice.RecordedCalls;
import io.nightjar.config.ConfigResult;
import io.nightjar.record.CallOutcome;
import io.nightjar.replay.CallLogConsumer;
import io.nightjar.replay.CallLogReader;
import io.nightjar.replay.LineProblems;
import io.nightjar.replay.LoggedCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code advise}: the thresholds that what was seen suggests, as a fragment of a configuration. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        description = "Print the thresholds that what a running agent, or a file of calls, has seen suggests.")
final class AdviseCommand implements Callable<Integer> {
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Parameters(paramLabel = "<pid>", arity = "0..1", description = "Process id of the JVM.")
    private @Nullable Long pid;

    @Option(
            names = "--replay",
            paramLabel = "<file>",
            description = "Calls that were recorded, as log.calls writes them; - is standard input.")
    private @Nullable String file;

    @Option(
            names = "--config",
            paramLabel = "<config>",
            description = "With --replay: the present thresholds, from what `check` takes.")
    private @Nullable String config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Long process = pid;
        String recorded = file;
        if (process != null && recorded == null && config == null) {
            print(AgentAnswers.advice(process));
            return NightjarCommand.OK;
        }
        if (process == null && recorded != null) {
            return replay(recorded);
        }
        throw new ParameterException(
                spec.commandLine(), "a process id or --replay <file> is needed, and --config belongs to --replay");
    }

    private int replay(String recorded) {
        PrintWriter err = spec.commandLine().getErr();
        ConfigResult result = AgentArgument.of(
                        config == null ? List.of() : List.of(config),
                        Path.of("").toAbsolutePath())
                .load(System.getenv());
        if (result instanceof ConfigResult.Invalid invalid) {
            invalid.lines().forEach(err::println);
            return NightjarCommand.PROBLEM;
        }
        RecordedCalls calls = new RecordedCalls(
                ((ConfigResult.Valid) result).config().detection().limits());
        LineProblems problems = new LineProblems(err::println);
        try (CallLogReader reader = recorded.equals("-")
                ? CallLogReader.of(System.in, problems)
                : CallLogReader.open(Path.of(recorded), problems)) {
            reader.read(new Calls(calls));
            if (reader.isSeries()) {
                throw new CommandFailure("a series of values says nothing of calls: a file of calls is needed");
            }
        } catch (IOException e) {
            throw new CommandFailure("the calls could not be read: " + e.getMessage());
        }
        if (calls.leftOut() > 0) {
            err.println(calls.leftOut() + " calls are of more operations than are looked at, and left out");
        }
        String name = recorded.equals("-") ? "standard input" : recorded;
        print(AdviceText.of(Advice.of(calls.seen(), "what " + name + " holds", calls.operations())));
        return NightjarCommand.OK;
    }

    private void print(String fragment) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(fragment);
        out.flush();
    }

    /** Hands over what advice rests on. */
    private record Calls(RecordedCalls calls) implements CallLogConsumer {
        @Override
        public void call(LoggedCall call) {
            calls.add(
                    call.operationName(),
                    Math.floorDiv(call.endNanos(), NANOS_PER_MILLI),
                    call.durationNanos(),
                    call.outcome() == CallOutcome.FAILED,
                    call.outcome() == CallOutcome.CANCELLED);
        }
    }
}
