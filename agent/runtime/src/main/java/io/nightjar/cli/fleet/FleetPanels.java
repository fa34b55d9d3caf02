package io.nightjar.cli.fleet;

import io.nightjar.cli.fleet.Panel.Query;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.OperationLimits;
import java.util.List;

/** The panels of the dashboard, row by row: every family of metrics. */
final class FleetPanels {
    private static final String JVM = "service=~\"$service\",instance=~\"$instance\"";
    private static final String CALL = "{" + JVM + ",operation=~\"$operation\"";
    private static final String OF_OPERATION = "{{operation}} {{instance}}";
    private static final String RANGE = "[$__rate_interval]";

    private final OperationLimits limits;
    private final double memoryThreshold;

    FleetPanels(DetectionSettings detection) {
        limits = detection.layerThroughput();
        memoryThreshold = detection.memoryThresholdPercent() / 100;
    }

    List<Row> rows() {
        return List.of(
                new Row("Now", now()),
                new Row("Calls", calls()),
                new Row("Streams and tokens", streams()),
                new Row("Memory and GPUs", machine()),
                new Row("Alerts", alerts()),
                new Row("Agents", agents()));
    }

    private List<Panel> now() {
        return List.of(
                Panel.number(
                        "JVMs", "JVMs whose agent answers.", "short", 4, "count(nightjar_build_info{" + JVM + "})"),
                Panel.number(
                                "Conditions firing",
                                "Conditions that fire in the agents.",
                                "short",
                                5,
                                "sum(nightjar_conditions_firing{" + JVM + "})")
                        .from(1.0, null),
                Panel.number("Calls", "Calls that ended, a second.", "reqps", 5, sum("nightjar_calls_total", "", "}")),
                Panel.number(
                                "Failed",
                                "Share of the calls that failed.",
                                "percentunit",
                                5,
                                sum("nightjar_calls_total", "", ",outcome=\"failed\"}") + " / "
                                        + sum("nightjar_calls_total", "", ",outcome=~\"ok|failed\"}"))
                        .from(
                                limits.errorRateThreshold(),
                                limits.errorRateThreshold() * limits.severity().error()),
                Panel.number(
                                "95th percentile",
                                "How long 95 % of the calls take at most, all operations together.",
                                "s",
                                5,
                                "histogram_quantile(0.95, "
                                        + sum("nightjar_call_duration_seconds_bucket", " by (le)", "}") + ")")
                        .from(seconds(limits.latencyThresholdMillis()), null));
    }

    private List<Panel> calls() {
        String byOperation = " by (operation, instance)";
        return List.of(
                Panel.lines(
                        "Calls by outcome",
                        "Calls that ended, a second.",
                        "reqps",
                        12,
                        new Query(
                                sum("nightjar_calls_total", " by (operation, outcome)", "}"),
                                "{{operation}} {{outcome}}")),
                Panel.lines(
                        "Calls by model",
                        "Calls that ended, a second; a model only where a call names one.",
                        "reqps",
                        12,
                        new Query(
                                sum("nightjar_calls_total", " by (operation, model)", "}"), "{{operation}} {{model}}")),
                Panel.lines(
                                "Failed share",
                                "Share of the calls that failed; cancelled calls do not count.",
                                "percentunit",
                                12,
                                new Query(
                                        sum("nightjar_calls_total", byOperation, ",outcome=\"failed\"}") + " / "
                                                + sum("nightjar_calls_total", byOperation, ",outcome=~\"ok|failed\"}"),
                                        OF_OPERATION))
                        .from(
                                limits.errorRateThreshold(),
                                limits.errorRateThreshold() * limits.severity().error()),
                Panel.lines(
                        "Failures by exception",
                        "Calls that failed, a second.",
                        "reqps",
                        12,
                        new Query(
                                sum("nightjar_failures_total", " by (operation, exception)", "}"),
                                "{{operation}} {{exception}}")),
                quantiles("Latency", "nightjar_call_duration_seconds", 12)
                        .from(
                                seconds(limits.latencyThresholdMillis()),
                                seconds(limits.latencyThresholdMillis())
                                        * limits.severity().error()),
                new Panel(
                        "Latency, heat",
                        "How many calls took how long.",
                        "heatmap",
                        "s",
                        12,
                        null,
                        null,
                        List.of(new Query(sum("nightjar_call_duration_seconds_bucket", " by (le)", "}"), "{{le}}"))),
                Panel.lines(
                        "In flight",
                        "Calls that run now.",
                        "short",
                        12,
                        new Query(
                                "sum by (operation, instance) (nightjar_calls_in_flight" + CALL + "})", OF_OPERATION)),
                Panel.lines(
                                "Oldest call",
                                "Age of the oldest call that runs now.",
                                "s",
                                12,
                                new Query(
                                        "max by (operation, instance) (nightjar_oldest_call_seconds" + CALL + "})",
                                        OF_OPERATION))
                        .from(seconds(limits.stuckThresholdMillis()), null));
    }

    private List<Panel> streams() {
        return List.of(
                quantiles("First chunk", "nightjar_first_chunk_seconds", 12),
                quantiles("Gap between chunks", "nightjar_chunk_gap_seconds", 12),
                Panel.lines(
                        "Chunks",
                        "Chunks that streams delivered, a second.",
                        "cps",
                        12,
                        new Query(sum("nightjar_chunks_total", " by (operation)", "}"), "{{operation}}")),
                Panel.lines(
                        "Tokens",
                        "Tokens that calls reported, a second.",
                        "cps",
                        12,
                        new Query(
                                sum("nightjar_tokens_total", " by (operation, model, direction)", "}"),
                                "{{operation}} {{model}} {{direction}}")));
    }

    private List<Panel> machine() {
        return List.of(
                Panel.lines(
                                "Memory",
                                "Used share of each memory that is judged.",
                                "percentunit",
                                12,
                                new Query(
                                        "max by (memory_type, device, instance) (nightjar_memory_used_ratio{" + JVM
                                                + "})",
                                        "{{memory_type}} {{device}} {{instance}}"))
                        .from(memoryThreshold, null),
                Panel.lines(
                        "GPU utilization",
                        "Share of time in which a GPU was busy.",
                        "percentunit",
                        12,
                        new Query(
                                "max by (device, instance) (nightjar_gpu_utilization_ratio{" + JVM + "})",
                                "{{device}} {{instance}}")));
    }

    private List<Panel> alerts() {
        return List.of(
                Panel.lines(
                        "Conditions firing by type",
                        "Conditions that fire in the agents.",
                        "short",
                        12,
                        new Query(
                                "sum by (alert_type, severity) (nightjar_conditions_firing{" + JVM + "})",
                                "{{alert_type}} {{severity}}")),
                Panel.lines(
                        "Alerts sent",
                        "Alerts that the agents sent, in the interval.",
                        "short",
                        12,
                        new Query(
                                "sum by (alert_type, severity) (increase(nightjar_alerts_total{" + JVM + "}" + RANGE
                                        + "))",
                                "{{alert_type}} {{severity}}")),
                Panel.lines(
                        "Deliveries",
                        "Deliveries to destinations, in the interval.",
                        "short",
                        12,
                        new Query(
                                "sum by (destination, result) (increase(nightjar_deliveries_total{" + JVM + "}" + RANGE
                                        + "))",
                                "{{destination}} {{result}}")),
                Panel.lines(
                        "Deliveries pending",
                        "Deliveries that wait.",
                        "short",
                        12,
                        new Query(
                                "sum by (destination, instance) (nightjar_deliveries_pending{" + JVM + "})",
                                "{{destination}} {{instance}}")));
    }

    private List<Panel> agents() {
        return List.of(
                Panel.lines(
                        "Failures of the agents",
                        "Failures of the agents themselves, in the interval; the applications do not see them.",
                        "short",
                        12,
                        new Query(
                                "sum by (kind, instance) (increase(nightjar_agent_failures_total{" + JVM + "}" + RANGE
                                        + "))",
                                "{{kind}} {{instance}}")),
                Panel.lines(
                                "Versions",
                                "Which agent runs where.",
                                "short",
                                12,
                                new Query("nightjar_build_info{" + JVM + "}", ""))
                        .as("table"));
    }

    private static Panel quantiles(String title, String histogram, int width) {
        String buckets = sum(histogram + "_bucket", " by (operation, le)", "}");
        Query[] queries = {
            new Query("histogram_quantile(0.5, " + buckets + ")", "{{operation}} p50"),
            new Query("histogram_quantile(0.95, " + buckets + ")", "{{operation}} p95"),
            new Query("histogram_quantile(0.99, " + buckets + ")", "{{operation}} p99")
        };
        return Panel.lines(title, "50th, 95th and 99th percentile over all instances.", "s", width, queries);
    }

    private static String sum(String counter, String by, String end) {
        return "sum" + by + (by.isEmpty() ? "" : " ") + "(rate(" + counter + CALL + end + RANGE + "))";
    }

    private static double seconds(double millis) {
        return millis / 1000;
    }

    /** Panels under a title. */
    record Row(String title, List<Panel> panels) {}
}
