package io.nightjar.cli;

import io.nightjar.config.ConfigResult;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.NightjarConfig;
import io.nightjar.config.OperationDefinition;
import io.nightjar.config.OtlpSettings;
import io.nightjar.config.WrittenValues;
import io.nightjar.detect.MemoryKind;
import io.nightjar.match.Glob;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import io.nightjar.objective.Objective;
import io.nightjar.rule.Expression;
import io.nightjar.rule.RuleDefinition;
import io.nightjar.sink.DestinationNames;
import io.nightjar.sink.UnknownHosts;
import io.nightjar.time.Durations;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check <config>}: whether the agent would accept a configuration, and what would be on. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read a configuration as the agent would, environment and system properties included.",
            "Exits 1 with every problem on standard error, or 0 with what would be on."
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<config>",
            arity = "1..*",
            description = "A properties file, or key=value;key=value as behind -javaagent:nightjar.jar=")
    private List<String> config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ConfigResult result =
                AgentArgument.of(config, Path.of("").toAbsolutePath()).load(System.getenv());
        if (result instanceof ConfigResult.Invalid invalid) {
            PrintWriter err = spec.commandLine().getErr();
            for (String line : invalid.lines()) {
                err.println(line);
            }
            return NightjarCommand.PROBLEM;
        }
        print(((ConfigResult.Valid) result).config(), spec.commandLine().getOut());
        return NightjarCommand.OK;
    }

    private static void print(NightjarConfig config, PrintWriter out) {
        out.println("the configuration is valid: " + config.source());
        for (String line : config.switchedOff()) {
            out.println("  but " + line);
        }
        if (!config.enabled()) {
            out.println("  enabled = false: nothing is woven, sampled or sent");
            return;
        }
        for (String line : UnknownHosts.find(config.delivery())) {
            out.println("  but " + line);
        }
        out.println("  watch:     " + words(config.watch().entries(), config.written()));
        for (OperationDefinition operation : config.watch().operations()) {
            out.println("  operation: " + operation.name() + " = " + words(operation.patterns(), config.written()));
        }
        out.println("  memory:    " + memory(config) + " above "
                + shownOr(config, "memory.threshold", config.detection().memoryThresholdPercent() + "%") + ", every "
                + shownOr(
                        config, "memory.interval", config.sampling().interval().toMillis() + "ms"));
        out.println("  latency:   above "
                + shownOr(
                        config,
                        "latency.threshold",
                        config.detection().layerThroughput().latencyThresholdMillis() + "ms")
                + ", where neither an operation nor its preset says otherwise");
        out.println("  alerts to: " + String.join(", ", destinations(config)));
        OtlpSettings otlp = config.otlp();
        if (otlp != null) {
            out.println("  OTLP to:   "
                    + shownOr(config, "otlp.endpoint", DeliverySettings.origin(otlp.endpoint()))
                    + ", every "
                    + shownOr(config, "otlp.interval", Durations.text(otlp.interval())));
        }
        for (Silence silence : config.detection().notifications().silences()) {
            out.println("  silence:   " + silence.id() + " = " + silence(config, silence));
        }
        for (RuleDefinition rule : config.detection().stated().rules()) {
            out.println("  rule:      " + rule.name() + " = " + rule(config, rule));
        }
        for (Objective objective : config.detection().stated().objectives()) {
            out.println("  objective: " + objective.name() + " = " + objective(config, objective));
        }
        if (config.state() != null) {
            out.println(
                    "  state:     " + shownOr(config, "state", config.state().toString()));
        }
        out.println("  labels:    " + labels(config));
    }

    private static String silence(NightjarConfig config, Silence silence) {
        String key = "silence." + silence.id() + '.';
        StringBuilder text =
                new StringBuilder(shownOr(config, key + "match", silence.match().toString()));
        if (silence.time() instanceof SilenceTime.Between between) {
            Instant from = between.from();
            Instant until = between.until();
            text.append(from == null ? "" : ", from " + shownOr(config, key + "from", from.toString()));
            text.append(until == null ? ", for ever" : ", until " + shownOr(config, key + "until", until.toString()));
        } else {
            String weekly = config.written().in(silence.time().toString());
            text.append(", ").append(shownOr(config, key + "weekly", weekly));
        }
        return text.append(silence.time().isOver(Instant.now()) ? ", which is over" : "")
                .toString();
    }

    private static String rule(NightjarConfig config, RuleDefinition rule) {
        String key = "rule." + rule.name() + '.';
        Expression until = rule.until();
        Glob each = rule.each();
        return shownOr(config, key + "when", rule.when().toString())
                + (until == null ? "" : ", until " + shownOr(config, key + "until", until.toString()))
                + (each == null ? "" : ", for each " + shownOr(config, key + "each", each.toString()))
                + ", " + rule.severity().jsonName();
    }

    private static String objective(NightjarConfig config, Objective objective) {
        String key = "slo." + objective.name() + '.';
        Duration latency = objective.latency();
        return shownOr(config, key + "objective", Math.round(objective.share() * 1e11) / 1e9 + "%")
                + " of "
                + shownOr(config, key + "operation", objective.operations().toString())
                + (latency == null ? "" : " within " + shownOr(config, key + "latency", Durations.text(latency)))
                + " over "
                + shownOr(config, key + "period", Durations.text(objective.period()));
    }

    private static String shownOr(NightjarConfig config, String key, String value) {
        return config.written().ofKey(key, value);
    }

    private static String words(List<String> words, WrittenValues written) {
        List<String> shown = new ArrayList<>();
        for (String word : words) {
            shown.add(written.ofEntry(word));
        }
        return words.isEmpty() ? "nothing but the named operations" : String.join(", ", shown);
    }

    private static String memory(NightjarConfig config) {
        List<String> kinds = new ArrayList<>();
        for (MemoryKind kind : config.sampling().memoryCheck()) {
            kinds.add(kind.jsonName());
        }
        kinds.sort(null);
        return kinds.isEmpty() ? "auto" : String.join(", ", kinds);
    }

    private static List<String> destinations(NightjarConfig config) {
        DeliverySettings delivery = config.delivery();
        List<String> names = DestinationNames.list(delivery);
        if (delivery.spool() != null) {
            names.add(
                    "spool " + shownOr(config, "alerts.spool", delivery.spool().toString()));
        }
        return names;
    }

    private static String labels(NightjarConfig config) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> label :
                config.detection().constantLabels().entrySet()) {
            boolean ofThisProcess =
                    label.getKey().equals("instance") || label.getKey().equals("service");
            if (!ofThisProcess) {
                pairs.add(label.getKey() + '=' + shownOr(config, "labels." + label.getKey(), label.getValue()));
            }
        }
        return pairs.isEmpty() ? "service, instance" : "service, instance, " + String.join(", ", pairs);
    }
}
