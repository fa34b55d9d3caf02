package io.nightjar.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long an alert is on its way: from the last act of a slow call in an application under the packaged agent to the first
 * byte at a webhook's receiver in this process. Both read the machine's monotonic clock, which {@link System#nanoTime()} is
 * on Linux, with one origin for all processes.
 */
final class AlertSuite {
    private static final int CALLS = 1_000;
    private static final double ARRIVAL_LIMIT_MILLIS = 20;

    /**
     * A line of the result.
     *
     * @param limitMillis what must not be exceeded; not a number where nothing is promised
     */
    record Row(int feature, String what, double millis, double limitMillis) {}

    private final Path nightjar;

    AlertSuite(Path nightjar) {
        this.nightjar = nightjar;
    }

    void run(List<Jdk> jdks, RowListener<Row> listener) throws IOException, InterruptedException {
        for (Jdk jdk : jdks) {
            for (Row row : run(jdk)) {
                listener.reached(row);
            }
        }
    }

    private List<Row> run(Jdk jdk) throws IOException, InterruptedException {
        try (FirstByteReceiver receiver = new FirstByteReceiver()) {
            List<Long> endsNanos = callsOf(jdk, receiver.port());
            List<Long> arrivalsNanos = receiver.arrivalsNanos();
            if (arrivalsNanos.size() != endsNanos.size()) {
                throw new IllegalStateException(
                        arrivalsNanos.size() + " alerts came of " + endsNanos.size() + " slow calls");
            }
            double[] millis = new double[CALLS];
            for (int i = 0; i < CALLS; i++) {
                millis[i] = (arrivalsNanos.get(i + 1) - endsNanos.get(i + 1)) / 1e6;
            }
            Arrays.sort(millis);
            return List.of(
                    new Row(jdk.feature(), "the first", (arrivalsNanos.get(0) - endsNanos.get(0)) / 1e6, Double.NaN),
                    new Row(jdk.feature(), "median of 1,000 more", millis[CALLS / 2], Double.NaN),
                    new Row(jdk.feature(), "99th percentile", millis[CALLS * 99 / 100 - 1], ARRIVAL_LIMIT_MILLIS),
                    new Row(jdk.feature(), "longest", millis[CALLS - 1], Double.NaN));
        }
    }

    private List<Long> callsOf(Jdk jdk, int port) throws IOException, InterruptedException {
        String type = AlertedApp.class.getName();
        Process process = new ProcessBuilder(
                        jdk.java(),
                        "-javaagent:" + nightjar + "=watch=" + type
                                + "#infer;latency.threshold=1ms;alerts.rate-limit=0s;"
                                + "memory.threshold=100%;alerts.to=webhook;webhook.url=http://127.0.0.1:" + port + "/",
                        "-cp",
                        classes(),
                        type,
                        Integer.toString(CALLS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> endsNanos = new ArrayList<>();
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
            endsNanos.add(Long.parseLong(line.strip()));
        }
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("the application did not end well");
        }
        return endsNanos;
    }

    private static String classes() {
        return Path.of(URI.create(AlertedApp.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }
}
