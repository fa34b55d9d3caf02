package io.nightjar.cli;

import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;
import io.nightjar.sample.ResourceSnapshot;
import io.nightjar.sample.Sampler;
import io.nightjar.time.NanoClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sample}: one reading of everything that the agent would sample here. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Read GPUs, container, host, this process and this JVM once, and say what is unavailable and why.",
            "Exits 0 when it could read, whatever is unavailable."
        })
final class SampleCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--config",
            paramLabel = "F",
            description = "A properties file, or key=value;key=value as behind -javaagent:nightjar.jar=")
    private @Nullable String config;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<String> words = config == null ? List.of() : List.of(config);
        ConfigResult result =
                AgentArgument.of(words, Path.of("").toAbsolutePath()).load(System.getenv());
        if (result instanceof ConfigResult.Invalid invalid) {
            PrintWriter err = spec.commandLine().getErr();
            for (String line : invalid.lines()) {
                err.println(line);
            }
            return NightjarCommand.PROBLEM;
        }
        print(((ConfigResult.Valid) result).config());
        return NightjarCommand.OK;
    }

    private void print(NightjarConfig settings) throws Exception {
        AgentLog log = new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT);
        ResourceSnapshot taken = Sampler.readOnce(settings.sampling(), log, NanoClock.SYSTEM, PATIENCE);
        double threshold = settings.detection().memoryThresholdPercent();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SampleJson.write(taken, Instant.now(), threshold));
        } else {
            SampleText.print(taken, threshold, out);
        }
    }
}
