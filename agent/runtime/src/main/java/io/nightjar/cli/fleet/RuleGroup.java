package io.nightjar.cli.fleet;

import java.util.List;

/** Rules that Prometheus evaluates one after the other. */
record RuleGroup(String name, List<? extends FleetRule> rules) {
    RuleGroup {
        rules = List.copyOf(rules);
    }
}
