package io.nightjar.cli;

import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.DeliveryProbe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code test-alert}: whether alerts would arrive. */
@Command(
        name = "test-alert",
        mixinStandardHelpOptions = true,
        description = {
            "Send one test alert, and its end, to every destination of a configuration.",
            "Prints what each answered; exits 1 if one of them did not take it."
        })
final class TestAlertCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "F",
            description = "A properties file, or key=value;key=value as behind -javaagent:nightjar.jar=")
    private @Nullable String config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ConfigResult result = AgentArgument.of(
                        config == null ? null : List.of(config), Path.of("").toAbsolutePath())
                .load(System.getenv());
        PrintWriter err = spec.commandLine().getErr();
        if (result instanceof ConfigResult.Invalid invalid) {
            invalid.lines().forEach(err::println);
            return NightjarCommand.PROBLEM;
        }
        NightjarConfig valid = ((ConfigResult.Valid) result).config();
        valid.switchedOff().forEach(err::println);
        return send(valid) && valid.switchedOff().isEmpty() ? NightjarCommand.OK : NightjarCommand.PROBLEM;
    }

    private boolean send(NightjarConfig valid) throws InterruptedException {
        AgentLog log = new AgentLog(valid.log().level(), valid.log().format());
        Map<String, String> labels = valid.detection().constantLabels();
        boolean all = true;
        for (DeliveryProbe.Answer answer : DeliveryProbe.run(valid.delivery(), labels, log, InstantSource.system())) {
            String what = answer.resolved() ? "resolved" : "firing";
            String verdict = answer.delivered() ? "ok" : "FAILED";
            spec.commandLine()
                    .getOut()
                    .println(answer.destination() + ": " + what + ": " + verdict + ", " + answer.answer());
            all &= answer.delivered();
        }
        return all;
    }
}
