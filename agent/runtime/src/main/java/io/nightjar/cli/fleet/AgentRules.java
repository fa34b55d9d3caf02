package io.nightjar.cli.fleet;

import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.List;

/** Rules over the agents themselves: those that are gone, fail, or cannot deliver. */
final class AgentRules {
    private static final String TYPE = "agent";
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final String ON = "{{ $labels.service }} on {{ $labels.instance }}";

    private final FleetSettings settings;
    private final Severities severities;

    AgentRules(FleetSettings settings) {
        this.settings = settings;
        this.severities = new Severities(settings);
    }

    List<FleetRule> alerts() {
        return List.of(down(), absent(), failures(), dropped());
    }

    /** A target is a JVM with an agent where it has answered as one; one that Prometheus is no longer to ask is none. */
    private FleetRule down() {
        String expression = "max without (version) (last_over_time(nightjar_build_info[" + PromText.duration(REMEMBERED)
                + "]))\nand on (job, instance) (up == 0)";
        String summary = ON + " does not answer";
        return severities.rule(
                "NightjarFleetTargetDown", TYPE, Severity.CRITICAL, new Severities.Text(expression, summary, false));
    }

    private FleetRule absent() {
        return severities.rule(
                "NightjarFleetAbsent",
                TYPE,
                Severity.ERROR,
                new Severities.Text("absent(nightjar_build_info)", "no agent of Nightjar is scraped", false));
    }

    private FleetRule failures() {
        String summary = "the agent in " + ON + " failed {{ $value | humanize }} times: {{ $labels.kind }}";
        return severities.rule(
                "NightjarFleetAgentFailures",
                TYPE,
                Severity.WARNING,
                new Severities.Text(grown("nightjar_agent_failures_total"), summary, false));
    }

    private FleetRule dropped() {
        String summary = "the agent in " + ON + " could not deliver {{ $value | humanize }} alerts to"
                + " {{ $labels.destination }} ({{ $labels.result }})";
        return severities.rule(
                "NightjarFleetDeliveriesDropped",
                TYPE,
                Severity.ERROR,
                new Severities.Text(grown("nightjar_deliveries_total{result=~\"dropped|set_aside\"}"), summary, false));
    }

    /** A counter that has grown, or was not there before and is not 0: its first step is no increase. */
    private String grown(String counter) {
        Duration least = Duration.ofMinutes(5);
        Duration range = settings.shortestRange().compareTo(least) < 0 ? least : settings.shortestRange();
        String text = PromText.duration(range);
        return "increase(" + counter + "[" + text + "]) > 0\nor (" + counter + " unless " + counter + " offset " + text
                + ") > 0";
    }
}
