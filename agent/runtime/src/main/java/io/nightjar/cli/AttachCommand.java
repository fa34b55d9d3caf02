package io.nightjar.cli;

import io.nightjar.config.ConfigResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach <pid> [options]}: puts the agent into a running JVM. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = {
            "Put the agent into a running JVM. `detach` undoes it.",
            "A JDK 21 or newer prints a warning of its own in that JVM; -XX:+EnableDynamicAgentLoading silences it."
        })
final class AttachCommand implements Callable<Integer> {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @Parameters(index = "0", paramLabel = "<pid>", description = "Process id of the JVM.")
    private long pid;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "<options>",
            description = "A properties file, or key=value;key=value as behind -javaagent:nightjar.jar=")
    private @Nullable List<String> options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AgentArgument argument = AgentArgument.of(options, Path.of("").toAbsolutePath());
        PrintWriter err = spec.commandLine().getErr();
        if (argument.load(Map.of()) instanceof ConfigResult.Invalid invalid) {
            for (String line : invalid.lines()) {
                err.println(line);
            }
            return NightjarCommand.PROBLEM;
        }
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            if (AgentAnswers.isThere(jvm.agentProperties())) {
                throw new CommandFailure("nightjar already runs in process " + pid + ": `java -jar nightjar.jar detach "
                        + pid + "` first");
            }
            jvm.loadAgent(OwnJar.path(), argument.absolute());
            if (!answersSoon(jvm)) {
                throw new CommandFailure(
                        "the agent stays off in process " + pid + ": that JVM's standard error says why");
            }
        }
        spec.commandLine().getOut().println("nightjar is attached to process " + pid);
        return NightjarCommand.OK;
    }

    /** The agent makes its answers known within a second of its start. */
    private static boolean answersSoon(AttachedJvm jvm) {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!AgentAnswers.isThere(jvm.agentProperties())) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            LockSupport.parkNanos(PATIENCE_NANOS / 100);
        }
        return true;
    }
}
