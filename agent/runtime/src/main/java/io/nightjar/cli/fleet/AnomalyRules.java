package io.nightjar.cli.fleet;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.time.Durations;
import java.util.List;

/**
 * Rules over what is unusual, as far as a query can say it: what a service does now, over what it did in the past day. The agent
 * learns each hour of the week by itself.
 */
final class AnomalyRules {
    private static final String OF = "{{ $labels.operation }} of {{ $labels.service }}";

    private final FleetSettings settings;
    private final Severities severities;

    AnomalyRules(FleetSettings settings) {
        this.settings = settings;
        this.severities = new Severities(settings);
    }

    List<FleetRule> alerts() {
        return List.of(latency(), calls());
    }

    private FleetRule latency() {
        double factor = settings.detection().layerThroughput().severity().error();
        long leastCalls = settings.detection().layerThroughput().errorRateMinRequests();
        String expression = CallRules.SERVICE_P95 + "\n  / quantile_over_time(0.95, " + CallRules.SERVICE_P95
                + "[1d] offset 1h) > " + PromText.number(factor) + "\nand present_over_time(" + CallRules.SERVICE_P95
                + "[1h] offset 6h)\nand " + CallRules.SERVICE_CALLS + " * "
                + PromText.number(Durations.seconds(settings.window())) + " >= " + leastCalls;
        String summary = "95th percentile of " + OF + " is {{ $value | humanize }} times what it was at its highest"
                + " in the past day";
        return severities
                .rule(AlertType.ANOMALY, Severity.WARNING, new Severities.Text(expression, summary, true))
                .with("signal", "latency");
    }

    /** In the same hour of the day before it was at least so much more; few calls say nothing. */
    private FleetRule calls() {
        double factor = settings.detection().layerThroughput().severity().critical();
        double leastPerSecond = settings.detection()
                .layerThroughput()
                .throughputThresholdPerSecond()
                .orElse(1);
        String before = "min_over_time(" + CallRules.SERVICE_CALLS + "[1h] offset 23h30m)";
        String expression = CallRules.SERVICE_CALLS + "\n  / (" + before + " >= " + PromText.number(leastPerSecond)
                + ") < " + PromText.number(1 / Math.max(1, factor));
        String summary =
                OF + " has {{ $value | humanizePercentage }} of the calls that it had at this time of the day before";
        return severities
                .rule(AlertType.ANOMALY, Severity.WARNING, new Severities.Text(expression, summary, true))
                .with("signal", "rate");
    }
}
