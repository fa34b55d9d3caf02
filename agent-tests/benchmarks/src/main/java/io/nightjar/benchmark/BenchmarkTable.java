package io.nightjar.benchmark;

import java.util.List;
import java.util.Locale;

/** The figures as a person reads them, each beside what it is compared with. */
final class BenchmarkTable {
    private final StringBuilder text = new StringBuilder();

    void calls(List<CallSuite.Row> rows) {
        line("One call of a trivial method (JMH, average; over = beyond two System.nanoTime() by hand)");
        line("%-6s %-8s %-32s %10s %8s %10s %8s", "JDK", "threads", "watched by", "ns/call", "+/-", "over ns", "B/call");
        for (CallSuite.Row row : rows) {
            double floor = nanos(rows, row.feature(), row.threads(), Variant.FLOOR);
            line("%-6d %-8d %-32s %10.1f %8.1f %10.1f %8.0f",
                    row.feature(), row.threads(), row.variant(), row.nanos(), row.errorNanos(), row.nanos() - floor, row.bytes());
        }
        line("");
    }

    void starts(List<StartSuite.Row> rows) {
        line("A start of hello world (medians of 11 interleaved runs; over = beyond bare; limits: CPU as shown, %.0f MB)",
                StartSuite.OVER_PEAK_LIMIT_MEGABYTES);
        line("%-6s %-32s %8s %8s %8s %14s %8s %10s %8s  %s",
                "JDK", "with", "CPU s", "over", "limit", "CPU s, 2 s on", "over", "peak MB", "over", "limits");
        for (StartSuite.Row row : rows) {
            StartSuite.Row bare = rows.stream().filter(other -> other.feature() == row.feature()).findFirst().orElse(row);
            boolean limited = !Double.isNaN(row.overCpuLimitSeconds());
            line("%-6d %-32s %8.3f %8.3f %8s %14.3f %8.3f %10.1f %8.1f  %s",
                    row.feature(), row.variant(), row.cpuSeconds(), row.cpuSeconds() - bare.cpuSeconds(),
                    limited ? String.format(Locale.ROOT, "%.2f", row.overCpuLimitSeconds()) : "-",
                    row.livingCpuSeconds(), row.livingCpuSeconds() - bare.livingCpuSeconds(),
                    row.peakMegabytes(), row.peakMegabytes() - bare.peakMegabytes(),
                    !limited ? "" : row.isWithinLimits(bare) ? "met" : "MISSED");
        }
        line("");
    }

    void parts(List<PartsSuite.Row> rows) {
        line("Parts (JMH, as each benchmark states)");
        line("%-60s %-8s %12s %10s %-8s %10s", "benchmark", "threads", "score", "+/-", "unit", "B/op");
        for (PartsSuite.Row row : rows) {
            line("%-60s %-8d %12.2f %10.2f %-8s %10.1f", row.benchmark(), row.threads(), row.score(), row.error(), row.unit(), row.bytes());
        }
        line("");
    }

    private static double nanos(List<CallSuite.Row> rows, int feature, int threads, String variant) {
        return rows.stream()
                .filter(row -> row.feature() == feature && row.threads() == threads && row.variant().equals(variant))
                .mapToDouble(CallSuite.Row::nanos)
                .findFirst()
                .orElse(Double.NaN);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
