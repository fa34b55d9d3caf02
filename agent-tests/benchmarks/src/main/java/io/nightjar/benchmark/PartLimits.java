package io.nightjar.benchmark;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Which limits hold for the figures of single rooms. */
final class PartLimits {
    /** What is measured before its neighbours, which are compared with it. */
    static final List<String> FIRST = List.of("clockAlone", "nightjar", "nightjarScrape", "operations", "rule");

    private static final double RECORD_NANOS = 5;
    private static final double CHECK_NANOS = 3;
    private static final double LIMITED_NANOS = 30;
    private static final double TICK_NANOS = 1e6;
    private static final double RAISE_MICROS = 5;
    private static final double MATCHING_MICROS = 5;
    private static final double SERIES_NANOS = 60;
    /** How many times faster a series is judged than by a random cut forest. */
    private static final int FOREST_TIMES = 100;

    /** How many times faster a rule is than the same in another language. */
    private static final int RULE_TIMES = 3;
    /** What a scrape may cost of what it costs a peer. */
    private static final double SCRAPE_TIME = 0.6;

    private static final double SCRAPE_BYTES = 0.25;
    private static final double PUSH_MICROS = 3_000;
    /** Recorders that keep a distribution. */
    private static final Set<String> PEERS = Set.of(
            "hdrHistogramRecorder",
            "micrometerTimerWithPercentiles",
            "prometheusClassicHistogram",
            "prometheusNativeHistogram",
            "openTelemetryHistogram");

    private PartLimits() {}

    /** @param before the lines before this one */
    static Limit[] of(PartsSuite.Row row, List<PartsSuite.Row> before) {
        String method = row.method();
        double beyondClock = row.score() - neighbour(row, "clockAlone", before);
        if (PEERS.contains(method)) {
            return new Limit[] {new Limit("Nightjar's ns", neighbour(row, "nightjar", before), row.score())};
        }
        if (row.benchmark().contains("RaiseBenchmark.") && !row.benchmark().contains("wakeAThread")) {
            return new Limit[] {new Limit("us", row.score(), RAISE_MICROS)};
        }
        return switch (method) {
            case "nightjar" ->
                new Limit[] {new Limit("ns over", beyondClock, RECORD_NANOS), BenchmarkReport.noBytes(row.bytes())};
            case "classThatNothingMatches" -> new Limit[] {new Limit("us", row.score(), MATCHING_MICROS)};
            case "checkLatencyUnderThreshold" -> new Limit[] {new Limit("ns", row.score(), CHECK_NANOS)};
            case "checkLatencyRateLimited" ->
                new Limit[] {new Limit("ns over", beyondClock, LIMITED_NANOS), BenchmarkReport.noBytes(row.bytes())};
            case "rule" -> new Limit[] {BenchmarkReport.noBytes(row.bytes())};
            case "operations" ->
                new Limit[] {new Limit("ns", row.score(), SERIES_NANOS), BenchmarkReport.noBytes(row.bytes())};
            case "forest" ->
                new Limit[] {
                    new Limit("100 of Nightjar's ns", FOREST_TIMES * neighbour(row, "operations", before), row.score())
                };
            case "jexl", "cel", "celPlanned" ->
                new Limit[] {new Limit("3 of Nightjar's ns", RULE_TIMES * neighbour(row, "rule", before), row.score())};
            case "prometheusClientScrape", "micrometerScrape" ->
                new Limit[] {
                    new Limit(
                            "Nightjar's us of 0.6",
                            neighbour(row, "nightjarScrape", before),
                            SCRAPE_TIME * row.score()),
                    new Limit(
                            "Nightjar's B of 0.25",
                            neighbour(row, "nightjarScrape", before, PartsSuite.Row::bytes),
                            SCRAPE_BYTES * row.bytes())
                };
            case "pushOfFiftyOperations" -> new Limit[] {new Limit("us", row.score(), PUSH_MICROS)};
            case "tickOverHundredOperations", "quietTickOverHundredOperations", "tickOfAThousandRules" ->
                new Limit[] {new Limit("ns", row.score(), TICK_NANOS)};
            default -> new Limit[0];
        };
    }

    private static double neighbour(PartsSuite.Row row, String method, List<PartsSuite.Row> before) {
        return neighbour(row, method, before, PartsSuite.Row::score);
    }

    private static double neighbour(
            PartsSuite.Row row, String method, List<PartsSuite.Row> before, ToDoubleFunction<PartsSuite.Row> figure) {
        return before.stream()
                .filter(other -> other.benchmark().equals(row.type() + '.' + method))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }
}
