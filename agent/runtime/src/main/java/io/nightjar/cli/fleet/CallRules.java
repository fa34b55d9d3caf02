package io.nightjar.cli.fleet;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.detect.OperationLimits;
import io.nightjar.detect.SeverityBands;
import io.nightjar.detect.ThroughputArm;
import io.nightjar.export.metric.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Rules over calls: how long they take, how many fail, how many there are, which do not end. Confined to one thread. */
final class CallRules {
    static final String CALLS = "nightjar:calls:rate";
    static final String LAYER_CALLS = "nightjar:layer_calls:rate";
    static final String ERRORS = "nightjar:calls_failed:ratio";
    static final String P95 = "nightjar:call_duration_seconds:p95";
    static final String SERVICE_CALLS = "nightjar:service_calls:rate";
    static final String SERVICE_P95 = "nightjar:service_call_duration_seconds:p95";

    private static final String OF = "{{ $labels.operation }} of {{ $labels.service }} on {{ $labels.instance }}";
    private static final double MILLIS_PER_SECOND = 1000;

    private final FleetSettings settings;
    private final Severities severities;
    private final List<String> leftOut;

    /** @param leftOut takes what cannot be a rule, a sentence each */
    CallRules(FleetSettings settings, List<String> leftOut) {
        this.settings = settings;
        this.severities = new Severities(settings);
        this.leftOut = leftOut;
    }

    List<FleetRule> recordings() {
        String range = "[" + PromText.duration(settings.window()) + "]";
        String ended = "rate(nightjar_calls_total{outcome=~\"ok|failed\"}" + range + ")";
        String failed = "rate(nightjar_calls_total{outcome=\"failed\"}" + range + ")";
        String buckets = "rate(nightjar_call_duration_seconds_bucket" + range + ")";
        List<FleetRule> rules = new ArrayList<>();
        rules.add(new FleetRule.Recording(CALLS, "sum without (model, outcome) (" + ended + ")"));
        rules.add(new FleetRule.Recording(LAYER_CALLS, "sum without (operation) (" + CALLS + ")"));
        rules.add(new FleetRule.Recording(SERVICE_CALLS, "sum without (instance) (" + CALLS + ")"));
        rules.add(new FleetRule.Recording(
                ERRORS, "sum without (model, outcome) (" + failed + ")\n  / (" + CALLS + " > 0)"));
        rules.add(new FleetRule.Recording(P95, "histogram_quantile(0.95, " + buckets + ") >= 0"));
        rules.add(new FleetRule.Recording(
                SERVICE_P95, "histogram_quantile(0.95, sum without (instance) (" + buckets + ")) >= 0"));
        return rules;
    }

    List<FleetRule> alerts() {
        List<FleetRule> rules = new ArrayList<>();
        for (FleetSettings.Limited<Seconds> limited : settings.limits(Seconds::latency)) {
            rules.addAll(latency(limited));
        }
        for (FleetSettings.Limited<Errors> limited : settings.limits(Errors::of)) {
            rules.addAll(errorRate(limited));
        }
        rules.addAll(layerThroughput());
        Throughput none = Throughput.of(settings.detection().layerThroughput().withoutThroughput());
        for (FleetSettings.Limited<Throughput> limited : settings.limits(none, Throughput::of)) {
            rules.addAll(operationThroughput(limited));
        }
        for (FleetSettings.Limited<Seconds> limited : settings.limits(Seconds::stuck)) {
            rules.addAll(stuck(limited));
        }
        return rules;
    }

    /** A quantile is never above the highest bound of the histogram, so a threshold there would never be passed. */
    private List<FleetRule.Alerting> latency(FleetSettings.Limited<Seconds> limited) {
        double threshold = limited.figure().seconds();
        double highest = Bounds.SECONDS.get(Bounds.SECONDS.size() - 1);
        if (threshold >= highest) {
            leftOut.add("latency of " + which(limited.matcher()) + " above " + PromText.number(threshold)
                    + " s: the histogram's highest bound is " + PromText.number(highest) + " s");
            return List.of();
        }
        return withThreshold(
                PromText.number(threshold) + "s",
                severities.above(
                        AlertType.LATENCY,
                        threshold,
                        limited.figure().bands(),
                        highest,
                        comparison -> new Severities.Text(
                                PromText.selector(P95, limited.matcher()) + " " + comparison,
                                "95th percentile of " + OF + " is {{ $value | humanizeDuration }} (threshold: "
                                        + PromText.number(threshold) + "s)",
                                true)));
    }

    private List<FleetRule.Alerting> errorRate(FleetSettings.Limited<Errors> limited) {
        Errors errors = limited.figure();
        String enough = CALLS + " * " + PromText.number(settings.window().toMillis() / MILLIS_PER_SECOND) + " >= "
                + errors.minRequests();
        return withThreshold(
                PromText.percent(errors.threshold()),
                severities.above(
                        AlertType.ERROR_RATE,
                        errors.threshold(),
                        errors.bands(),
                        1,
                        comparison -> new Severities.Text(
                                PromText.selector(ERRORS, limited.matcher()) + " " + comparison + "\nand " + enough,
                                "{{ $value | humanizePercentage }} of the calls of " + OF + " fail (threshold: "
                                        + PromText.percent(errors.threshold()) + ")",
                                true)));
    }

    private List<FleetRule.Alerting> stuck(FleetSettings.Limited<Seconds> limited) {
        double threshold = limited.figure().seconds();
        return withThreshold(
                PromText.number(threshold) + "s",
                severities.above(
                        AlertType.STUCK,
                        threshold,
                        limited.figure().bands(),
                        Double.MAX_VALUE,
                        comparison -> new Severities.Text(
                                PromText.selector("nightjar_oldest_call_seconds", limited.matcher()) + " " + comparison,
                                "a call of " + OF + " has been running for {{ $value | humanizeDuration }} (threshold: "
                                        + PromText.number(threshold) + "s)",
                                true)));
    }

    private List<FleetRule.Alerting> layerThroughput() {
        Throughput figure = Throughput.of(settings.detection().layerThroughput());
        String summary = "{{ $value | humanize }} calls a second of the layer {{ $labels.layer }} of"
                + " {{ $labels.service }} on {{ $labels.instance }}";
        return throughput(LAYER_CALLS, figure, summary, false);
    }

    private List<FleetRule.Alerting> operationThroughput(FleetSettings.Limited<Throughput> limited) {
        String summary = "{{ $value | humanize }} calls a second of " + OF;
        return withThreshold(
                PromText.number(limited.figure().threshold().orElse(0)) + "/s",
                throughput(PromText.selector(CALLS, limited.matcher()), limited.figure(), summary, true));
    }

    /** As the agent is armed: judged once the threshold was reached, here within an hour. */
    private List<FleetRule.Alerting> throughput(String rate, Throughput figure, String what, boolean ofOperation) {
        double threshold = figure.threshold().orElse(0);
        if (threshold == 0) {
            return List.of();
        }
        String armed = figure.arm() == ThroughputArm.ALWAYS
                ? ""
                : "\nand max_over_time(" + rate + "[" + PromText.duration(Duration.ofHours(1)) + "]) >= "
                        + PromText.number(threshold);
        String summary = what + " (threshold: " + PromText.number(threshold) + "/s)";
        List<FleetRule.Alerting> rules = new ArrayList<>();
        double[] bands = {1, figure.bands().error(), figure.bands().critical()};
        for (Severity severity : Severity.values()) {
            double band = bands[severity.ordinal()];
            String bound = band <= 1 ? "< " + PromText.number(threshold) : "<= " + PromText.number(threshold / band);
            String expression = rate + " " + bound + armed;
            rules.add(severities.rule(
                    AlertType.THROUGHPUT, severity, new Severities.Text(expression, summary, ofOperation)));
        }
        return rules;
    }

    /** Rules of one type that differ in their thresholds differ in a label. */
    private static List<FleetRule.Alerting> withThreshold(String threshold, List<FleetRule.Alerting> rules) {
        List<FleetRule.Alerting> labelled = new ArrayList<>();
        for (FleetRule.Alerting rule : rules) {
            labelled.add(rule.with("threshold", threshold));
        }
        return labelled;
    }

    private static String which(String matcher) {
        return matcher.isEmpty() ? "all operations" : matcher;
    }

    private record Seconds(double seconds, SeverityBands bands) {
        static Seconds latency(OperationLimits limits) {
            return new Seconds(limits.latencyThresholdMillis() / MILLIS_PER_SECOND, limits.severity());
        }

        static Seconds stuck(OperationLimits limits) {
            return new Seconds(limits.stuckThresholdMillis() / MILLIS_PER_SECOND, limits.severity());
        }
    }

    private record Errors(double threshold, long minRequests, SeverityBands bands) {
        static Errors of(OperationLimits limits) {
            return new Errors(limits.errorRateThreshold(), limits.errorRateMinRequests(), limits.severity());
        }
    }

    private record Throughput(OptionalDouble threshold, ThroughputArm arm, SeverityBands bands) {
        static Throughput of(OperationLimits limits) {
            return new Throughput(limits.throughputThresholdPerSecond(), limits.throughputArm(), limits.severity());
        }
    }
}
