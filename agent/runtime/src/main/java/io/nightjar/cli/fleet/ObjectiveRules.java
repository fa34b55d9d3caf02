package io.nightjar.cli.fleet;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.export.metric.Bounds;
import io.nightjar.match.Glob;
import io.nightjar.objective.BurnPair;
import io.nightjar.objective.Objective;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Rules over objectives: each budget by its pairs of windows, over all instances of a service together. Where the configuration
 * has none, one for each operation stands for them.
 */
final class ObjectiveRules {
    private static final Objective OF_EACH_OPERATION =
            new Objective("calls", new Glob("*"), 0.99, null, Duration.ofDays(30));
    private static final String BAD = "nightjar:objective_bad:rate";
    private static final String ALL = "nightjar:objective_calls:rate";
    private static final int LEAST_BAD_CALLS = 10;

    private final FleetSettings settings;
    private final Severities severities;
    private final List<String> notes;
    private final List<Objective> objectives = new ArrayList<>();
    private final String without;

    /** @param notes takes what is not as in the configuration, a sentence each */
    ObjectiveRules(FleetSettings settings, List<String> notes) {
        this.settings = settings;
        this.severities = new Severities(settings);
        this.notes = notes;
        boolean none = settings.objectives().isEmpty();
        without = none ? "instance, model, outcome" : "instance, operation, layer, model, outcome";
        if (none) {
            objectives.add(OF_EACH_OPERATION);
            notes.add("objective " + OF_EACH_OPERATION.name() + ": none is configured, so "
                    + PromText.percent(OF_EACH_OPERATION.share()) + " of the calls of each operation over "
                    + PromText.duration(OF_EACH_OPERATION.period()));
        }
        settings.objectives().forEach(this::add);
    }

    private void add(Objective objective) {
        Duration latency = objective.latency();
        if (latency != null && !Bounds.SECONDS.contains(Durations.seconds(latency))) {
            notes.add("left out: objective " + objective.name() + ", because no bound of the histogram is "
                    + PromText.duration(latency));
        } else {
            objectives.add(objective);
        }
    }

    List<FleetRule> recordings() {
        List<FleetRule> rules = new ArrayList<>();
        for (Objective objective : objectives) {
            TreeSet<Duration> windows = new TreeSet<>();
            for (BurnPair pair : BurnPair.values()) {
                if (isJudged(objective, pair)) {
                    windows.add(pair.longWindow(objective.period()));
                    windows.add(pair.shortWindow(objective.period()));
                }
            }
            for (Duration window : windows) {
                rules.addAll(recordings(objective, window));
            }
        }
        return rules;
    }

    private List<FleetRule> recordings(Objective objective, Duration window) {
        String operations = PromText.like("operation", objective.operations().toString());
        String range = "[" + PromText.duration(window) + "]";
        String all = rate("nightjar_calls_total", range, without, operations, "outcome=~\"ok|failed\"");
        String bad = rate("nightjar_calls_total", range, without, operations, "outcome=\"failed\"");
        Duration latency = objective.latency();
        if (latency != null) {
            String ofCount = without.replace("model, outcome", "le");
            bad = bad + "\n  + " + rate("nightjar_call_duration_seconds_count", range, ofCount, operations) + "\n  - "
                    + rate("nightjar_call_duration_seconds_bucket", range, ofCount, operations, le(latency));
        }
        Map<String, String> labels = Map.of("slo", PromText.template(objective.name()));
        return List.of(
                new FleetRule.Recording(name(ALL, window), all, labels),
                new FleetRule.Recording(name(BAD, window), bad, labels));
    }

    private static String le(Duration latency) {
        return "le=" + PromText.quoted(PromText.number(Durations.seconds(latency)));
    }

    private static String rate(String name, String range, String without, String... matchers) {
        return "sum without (" + without + ") (rate(" + PromText.selector(name, matchers) + range + "))";
    }

    private static String name(String series, Duration window) {
        return series + PromText.duration(window);
    }

    List<FleetRule> alerts() {
        List<FleetRule> rules = new ArrayList<>();
        for (Objective objective : objectives) {
            for (BurnPair pair : BurnPair.values()) {
                FleetRule rule = isJudged(objective, pair) ? alert(objective, pair) : null;
                if (rule == null) {
                    notes.add("left out: objective " + objective.name() + " over "
                            + PromText.duration(pair.longWindow(objective.period()))
                            + ", because it cannot burn so fast, or its short window holds too few scrapes");
                } else {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }

    private boolean isJudged(Objective objective, BurnPair pair) {
        return pair.canFire(objective.budget())
                && pair.shortWindow(objective.period()).compareTo(settings.shortestRange()) >= 0;
    }

    private FleetRule alert(Objective objective, BurnPair pair) {
        Duration longWindow = pair.longWindow(objective.period());
        String slo = "slo=" + PromText.quoted(objective.name());
        String bound = PromText.number(pair.factor() * objective.budget());
        String longBad = PromText.selector(name(BAD, longWindow), slo);
        String expression = burns(slo, longWindow, bound) + "\nand "
                + burns(slo, pair.shortWindow(objective.period()), bound) + "\nand " + longBad + " * "
                + PromText.number(Durations.seconds(longWindow)) + " >= " + LEAST_BAD_CALLS;
        boolean each = settings.objectives().isEmpty();
        String summary = "{{ $value | humanizePercentage }} of the calls " + (each ? "of {{ $labels.operation }} " : "")
                + "of {{ $labels.service }} were bad in " + PromText.duration(longWindow) + ": the budget of "
                + PromText.template(objective.name()) + " (" + PromText.percent(objective.share())
                + ") burns more than "
                + PromText.number(pair.factor()) + " times too fast";
        return severities.rule(AlertType.SLO, severity(pair), new Severities.Text(expression, summary, each));
    }

    private static String burns(String slo, Duration window, String bound) {
        return PromText.selector(name(BAD, window), slo) + " / " + PromText.selector(name(ALL, window), slo) + " > "
                + bound;
    }

    private static Severity severity(BurnPair pair) {
        return switch (pair) {
            case FAST -> Severity.CRITICAL;
            case MEDIUM -> Severity.ERROR;
            case SLOW -> Severity.WARNING;
        };
    }
}
