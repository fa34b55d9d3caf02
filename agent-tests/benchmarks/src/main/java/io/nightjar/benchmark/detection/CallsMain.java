package io.nightjar.benchmark.detection;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes generated calls to standard output as {@code replay} reads them: {@code --rate 10} calls a second, {@code --days 7},
 * {@code --seed 3}, {@code --generator real} or {@code log_normal}, {@code --incidents latency_2x@93600+3600,stop@200000+1800}
 * (kind, second at which it begins, how many it lasts), {@code --deploys false}.
 */
final class CallsMain {
    /** A Monday. */
    private static final Instant BEGIN = Instant.parse("2026-11-02T00:00:00Z");

    private static final int DAY_SECONDS = 86_400;

    /** @param to the first second in which it is over */
    private record Planned(Incident incident, long from, long to) {}

    private CallsMain() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> given = DetectionMain.options(arguments);
        double rate = Double.parseDouble(given.getOrDefault("rate", "10"));
        long seconds = (long) (Double.parseDouble(given.getOrDefault("days", "7")) * DAY_SECONDS);
        long seed = Long.parseLong(given.getOrDefault("seed", "3"));
        Generator generator =
                Generator.valueOf(given.getOrDefault("generator", "real").toUpperCase(Locale.ROOT));
        List<Planned> plan = plan(given.getOrDefault("incidents", ""));
        String operation = given.getOrDefault("operation", "chat");
        Traffic traffic = generator.traffic(rate, seed);
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                new PrintStream(System.out, false, StandardCharsets.UTF_8), StandardCharsets.UTF_8))) {
            out.write("timestamp,operation,duration_ms,outcome,first_chunk_ms,chunks,tokens_out\n");
            new Calls(out, operation, BEGIN.toEpochMilli()).write(traffic, seconds, second -> at(plan, second));
        }
    }

    private static Incident at(List<Planned> plan, long second) {
        for (Planned planned : plan) {
            if (second >= planned.from() && second < planned.to()) {
                return planned.incident();
            }
        }
        return Incident.NONE;
    }

    private static List<Planned> plan(String text) {
        List<Planned> plan = new ArrayList<>();
        for (String one : text.split(",")) {
            if (!one.isBlank()) {
                int at = one.indexOf('@');
                int plus = one.indexOf('+', at);
                if (at < 0 || plus < 0) {
                    throw new IllegalArgumentException("expected kind@second+seconds, not " + one);
                }
                long from = Long.parseLong(one.substring(at + 1, plus));
                plan.add(new Planned(
                        Incident.valueOf(one.substring(0, at).toUpperCase(Locale.ROOT)),
                        from,
                        from + Long.parseLong(one.substring(plus + 1))));
            }
        }
        return plan;
    }
}
