package io.nightjar.cli.fleet;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.detect.SeverityBands;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules over memory: how full it is, and when it will be full. */
final class MemoryRules {
    private static final String USED = "nightjar_memory_used_ratio";
    private static final String OF = "{{ $labels.memory_type }} memory {{ with $labels.device }}of {{ . }} {{ end }}"
            + "of {{ $labels.service }} on {{ $labels.instance }}";
    private static final double LEAST_RISE = 0.01;

    private final FleetSettings settings;
    private final Severities severities;

    MemoryRules(FleetSettings settings) {
        this.settings = settings;
        this.severities = new Severities(settings);
    }

    List<FleetRule> alerts() {
        double threshold = settings.detection().memoryThresholdPercent() / 100;
        List<FleetRule> rules = new ArrayList<>(severities.above(
                AlertType.MEMORY,
                threshold,
                ratios(threshold, settings.detection().memorySeverity()),
                1,
                comparison -> new Severities.Text(
                        USED + " " + comparison,
                        OF + " is {{ $value | humanizePercentage }} full (threshold: " + PromText.percent(threshold)
                                + ")",
                        false)));
        Duration ahead = settings.detection().stated().memoryForecast();
        if (!ahead.isZero()) {
            rules.add(forecast(threshold, ahead));
        }
        return rules;
    }

    /** Shares of what lies between threshold and 100 % as multiples of the threshold. */
    private static SeverityBands ratios(double threshold, SeverityBands ofRest) {
        double rest = 1 - threshold;
        return threshold == 0
                ? ofRest
                : new SeverityBands(
                        (threshold + ofRest.error() * rest) / threshold,
                        (threshold + ofRest.critical() * rest) / threshold);
    }

    /**
     * A line through as much time as is looked ahead; as in the agent its floor must have risen, and above the threshold the
     * alert about that says more.
     */
    private FleetRule forecast(double threshold, Duration ahead) {
        Duration half = max(ahead.dividedBy(2), settings.shortestRange());
        String halfText = PromText.duration(half);
        String expression = "predict_linear(" + USED + "[" + PromText.duration(half.multipliedBy(2)) + "], "
                + PromText.number(Durations.seconds(ahead)) + ") >= 1\nand min_over_time(" + USED + "[" + halfText
                + "])\n  > " + PromText.number(LEAST_RISE) + " + min_over_time(" + USED + "[" + halfText + "] offset "
                + halfText + ")\nand " + USED + " <= " + PromText.number(threshold);
        String summary = OF + " will be full within " + PromText.duration(ahead)
                + " if it goes on growing so ({{ $value | humanizePercentage }} by then)";
        return severities.rule(AlertType.FORECAST, Severity.WARNING, new Severities.Text(expression, summary, false));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
