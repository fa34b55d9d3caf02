package io.nightjar.cli;

import io.nightjar.cli.fleet.FleetDashboard;
import io.nightjar.cli.fleet.FleetRules;
import io.nightjar.cli.fleet.FleetSettings;
import io.nightjar.config.ConfigResult;
import io.nightjar.config.NightjarConfig;
import io.nightjar.config.Units;
import io.nightjar.log.AgentLog;
import io.nightjar.match.Nearest;
import io.nightjar.weave.OperationSpecs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export <what>}: files for a fleet's Prometheus and Grafana. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Print a file for a fleet: alerting rules for Prometheus, or a dashboard for Grafana, over the agents' metrics.",
            "Thresholds are the agent's defaults, or those of a configuration."
        })
final class ExportCommand implements Callable<Integer> {
    static final String RULES = "prometheus-rules";
    static final String DASHBOARD = "grafana-dashboard";

    private static final List<String> KNOWN = List.of(RULES, DASHBOARD);
    private static final String DEFAULT_INTERVAL = "15s";
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    @Parameters(paramLabel = "<what>", description = "prometheus-rules or grafana-dashboard")
    private String what;

    @Option(
            names = "--config",
            paramLabel = "F",
            description = "A properties file, or key=value;key=value as behind -javaagent:nightjar.jar=; without it,"
                    + " the defaults")
    private @Nullable String config;

    @Option(
            names = "--scrape-interval",
            paramLabel = "D",
            description = "How often Prometheus scrapes the agents (default: ${DEFAULT-VALUE}).")
    private String scrapeInterval = DEFAULT_INTERVAL;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!KNOWN.contains(what)) {
            String near = near(what);
            throw new ParameterException(
                    spec.commandLine(),
                    "<what> must be " + String.join(" or ", KNOWN) + ", not " + what
                            + (near.isEmpty() ? "" : "; did you mean " + near + "?"));
        }
        Duration interval = interval();
        ConfigResult result = load();
        PrintWriter err = spec.commandLine().getErr();
        if (result instanceof ConfigResult.Invalid invalid) {
            invalid.lines().forEach(err::println);
            return NightjarCommand.PROBLEM;
        }
        NightjarConfig valid = ((ConfigResult.Valid) result).config();
        AgentLog log = new AgentLog(AgentLog.Level.WARN, AgentLog.Format.TEXT);
        FleetSettings settings = new FleetSettings(
                valid.detection(), OperationSpecs.of(valid.watch(), log).all(), interval, source());
        PrintWriter out = spec.commandLine().getOut();
        out.print(what.equals(RULES) ? FleetRules.yaml(settings) : FleetDashboard.json(settings));
        out.flush();
        return NightjarCommand.OK;
    }

    private static String near(String word) {
        for (String known : KNOWN) {
            if (word.length() > 3 && known.contains(word)) {
                return known;
            }
        }
        return Nearest.of(word, KNOWN);
    }

    /** Without a configuration nothing of this machine or this shell is in the file. */
    private ConfigResult load() {
        Path here = Path.of("").toAbsolutePath();
        return config == null
                ? AgentArgument.defaults(here)
                : AgentArgument.of(List.of(config), here).load(System.getenv());
    }

    private String source() {
        if (config == null) {
            return "the agent's defaults";
        }
        Path name = config.indexOf('=') < 0 ? Path.of(config).getFileName() : null;
        return name == null ? "given by --config" : name.toString();
    }

    private Duration interval() {
        OptionalLong nanos = Units.nanos(scrapeInterval, false);
        if (nanos.isPresent() && nanos.getAsLong() >= 1_000_000L) {
            Duration interval = Duration.ofNanos(nanos.getAsLong());
            if (interval.compareTo(LONGEST_INTERVAL) <= 0) {
                return interval;
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                "--scrape-interval must be a time such as 15s, from 1ms to 1h, not " + scrapeInterval);
    }
}
