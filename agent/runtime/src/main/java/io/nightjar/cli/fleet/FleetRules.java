package io.nightjar.cli.fleet;

import java.util.ArrayList;
import java.util.List;

/** The rule file of a fleet: each type of alert over the agents' metrics. */
public final class FleetRules {
    private final FleetSettings settings;
    private final List<String> notes = new ArrayList<>();

    private FleetRules(FleetSettings settings) {
        this.settings = settings;
    }

    /** The file's text. */
    public static String yaml(FleetSettings settings) {
        return new FleetRules(settings).write();
    }

    private String write() {
        List<String> leftOut = new ArrayList<>();
        CallRules calls = new CallRules(settings, leftOut);
        ObjectiveRules objectives = new ObjectiveRules(settings, notes);
        List<RuleGroup> groups = new ArrayList<>();
        add(groups, "nightjar-records", calls.recordings());
        add(groups, "nightjar-objective-records", objectives.recordings());
        add(groups, "nightjar-calls", calls.alerts());
        add(groups, "nightjar-memory", new MemoryRules(settings).alerts());
        add(groups, "nightjar-objectives", objectives.alerts());
        add(groups, "nightjar-anomalies", new AnomalyRules(settings).alerts());
        add(groups, "nightjar-agents", new AgentRules(settings).alerts());
        return RulesYaml.write(head(leftOut), groups);
    }

    private static void add(List<RuleGroup> groups, String name, List<FleetRule> rules) {
        if (!rules.isEmpty()) {
            groups.add(new RuleGroup(name, rules));
        }
    }

    private List<String> head(List<String> leftOut) {
        List<String> lines = new ArrayList<>();
        lines.add("Rules over Nightjar's metrics, for Prometheus 2.42 or later.");
        lines.add("Written by java -jar nightjar.jar export prometheus-rules; thresholds: " + settings.source()
                + "; scraped every " + PromText.duration(settings.scrapeInterval()) + ".");
        for (String note : notes) {
            lines.add(note + ".");
        }
        for (String what : leftOut) {
            lines.add("left out: " + what + ".");
        }
        return lines;
    }
}
