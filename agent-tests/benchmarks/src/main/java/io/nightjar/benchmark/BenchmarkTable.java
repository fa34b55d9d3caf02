package io.nightjar.benchmark;

import java.util.List;
import java.util.Locale;

/** What the lines of the report say of each kind of figure, and which limits hold for it. */
final class BenchmarkTable {
    /** What a call may cost that a condition leaves out, which looks at ten globs. */
    private static final double LEFT_OUT_NANOS = 60;

    private static final double CALL_NANOS = 8;
    private static final double NONE_WATCHED_SECONDS = 0.10;
    private static final double ONE_WATCHED_SECONDS = 0.20;
    private static final double START_MEGABYTES = 15;
    private static final double LOAD_SECONDS = 0.6;
    private static final Limit[] NO_LIMIT = {};

    private final BenchmarkReport report;

    BenchmarkTable(BenchmarkReport report) {
        this.report = report;
    }

    void startsBegin() {
        report.section(
                "A start of hello world (medians of 11 interleaved runs; over = beyond bare)",
                format(
                        "%-4s %-32s %8s %8s %14s %8s %10s %8s",
                        "JDK", "with", "CPU s", "over", "CPU s, 2 s on", "over", "peak MB", "over"));
    }

    void start(StartSuite.Row row, StartSuite.Row bare) {
        double overSeconds = row.cpuSeconds() - bare.cpuSeconds();
        double overMegabytes = row.peakMegabytes() - bare.peakMegabytes();
        Limit memory = new Limit("MB over", overMegabytes, START_MEGABYTES);
        report.row(
                format(
                        "%-4d %-32s %8.3f %8.3f %14.3f %8.3f %10.1f %8.1f",
                        row.feature(),
                        row.variant(),
                        row.cpuSeconds(),
                        overSeconds,
                        row.livingCpuSeconds(),
                        row.livingCpuSeconds() - bare.livingCpuSeconds(),
                        row.peakMegabytes(),
                        overMegabytes),
                switch (row.variant()) {
                    case StartSuite.NONE_WATCHED ->
                        new Limit[] {new Limit("s over", overSeconds, NONE_WATCHED_SECONDS), memory};
                    case StartSuite.ONE_WATCHED ->
                        new Limit[] {new Limit("s over", overSeconds, ONE_WATCHED_SECONDS), memory};
                    default -> NO_LIMIT;
                });
    }

    void loadsBegin() {
        report.section(
                "20,000 classes loaded, of known libraries most of them (medians of 11 interleaved runs; over = beyond bare)",
                format("%-4s %-32s %8s %8s", "JDK", "with", "CPU s", "over"));
    }

    /** @param before the lines before this one, among them the bare one */
    void load(LoadSuite.Row row, List<LoadSuite.Row> before) {
        double bare = before.stream()
                .filter(other ->
                        other.feature() == row.feature() && other.variant().equals(LoadSuite.BARE))
                .mapToDouble(LoadSuite.Row::cpuSeconds)
                .findFirst()
                .orElse(row.cpuSeconds());
        double over = row.cpuSeconds() - bare;
        report.row(
                format("%-4d %-32s %8.3f %8.3f", row.feature(), row.variant(), row.cpuSeconds(), over),
                row.variant().equals(LoadSuite.AUTO)
                        ? new Limit[] {new Limit("s over", over, LOAD_SECONDS)}
                        : NO_LIMIT);
    }

    void callsBegin() {
        report.section(
                "One call of a trivial method (JMH, average; over = beyond two System.nanoTime() by hand)",
                format(
                        "%-4s %-8s %-32s %10s %8s %10s %8s",
                        "JDK", "threads", "watched by", "ns/call", "+/-", "over ns", "B/call"));
    }

    /** @param before the lines before this one, among them the floor */
    void call(CallSuite.Row row, List<CallSuite.Row> before) {
        double over = row.nanos() - nanos(row, Variant.FLOOR, before);
        String text = format(
                "%-4d %-8d %-32s %10.1f %8.1f %10.1f %8.0f",
                row.feature(), row.threads(), row.variant(), row.nanos(), row.errorNanos(), over, row.bytes());
        report.row(text, limits(row, over, before));
    }

    private static Limit[] limits(CallSuite.Row row, double over, List<CallSuite.Row> before) {
        if (row.variant().equals(Variant.NIGHTJAR)) {
            return new Limit[] {new Limit("ns over", over, CALL_NANOS), BenchmarkReport.noBytes(row.bytes())};
        }
        if (row.variant().equals(Variant.LEFT_OUT)) {
            double beyondOther = row.nanos() - nanos(row, Variant.OTHER, before);
            return new Limit[] {
                new Limit("ns over another call", beyondOther, LEFT_OUT_NANOS), BenchmarkReport.noBytes(row.bytes())
            };
        }
        return NO_LIMIT;
    }

    private static double nanos(CallSuite.Row row, String variant, List<CallSuite.Row> before) {
        return before.stream()
                .filter(other -> other.feature() == row.feature()
                        && other.threads() == row.threads()
                        && other.variant().equals(variant))
                .mapToDouble(CallSuite.Row::nanos)
                .findFirst()
                .orElse(row.nanos());
    }

    void streamsBegin() {
        report.section(
                "Calls that go on after they return, and single chunks (JMH, average; over = beyond the same without an agent)",
                format(
                        "%-4s %-28s %10s %10s %10s %8s %8s %8s",
                        "JDK", "what", "bare ns", "woven ns", "over ns", "bare B", "woven B", "over B"));
    }

    void stream(StreamSuite.Row row) {
        report.row(
                format(
                        "%-4d %-28s %10.1f %10.1f %10.1f %8.0f %8.0f %8.0f",
                        row.feature(),
                        row.benchmark(),
                        row.bareNanos(),
                        row.wovenNanos(),
                        row.overNanos(),
                        row.bareBytes(),
                        row.wovenBytes(),
                        row.overBytes()),
                StreamSuite.limits(row));
    }

    void alertsBegin() {
        report.section(
                "An alert's way from the last act of a slow call to the first byte at a webhook in another process (1,000 calls)",
                format("%-4s %-28s %10s", "JDK", "of them", "ms"));
    }

    void alert(AlertSuite.Row row) {
        report.row(
                format("%-4d %-28s %10.2f", row.feature(), row.what(), row.millis()),
                Double.isNaN(row.limitMillis())
                        ? NO_LIMIT
                        : new Limit[] {new Limit("ms", row.millis(), row.limitMillis())});
    }

    void partsBegin() {
        report.section(
                "Parts (JMH, as each benchmark states; of the recorders, clockAlone is what each of them needs)",
                format("%-58s %-8s %12s %10s %-6s %10s", "benchmark", "threads", "score", "+/-", "unit", "B/op"));
    }

    /** @param before the lines before this one, among them the clock and our own recorder */
    void part(PartsSuite.Row row, List<PartsSuite.Row> before) {
        report.row(
                format(
                        "%-58s %-8d %12.2f %10.2f %-6s %10.1f",
                        row.benchmark(), row.threads(), row.score(), row.error(), row.unit(), row.bytes()),
                PartLimits.of(row, before));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
