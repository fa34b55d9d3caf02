package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs all benchmarks and leaves {@code benchmarks.txt} and {@code benchmarks.json} in a directory, each figure as soon as
 * it is known, and JMH's own files under {@code jmh} beside them.
 */
final class BenchmarkMain {
    private final Path results;
    private final Path nightjar;
    private final BenchmarkReport report;
    private final BenchmarkTable table;
    private final List<StartSuite.Row> starts = new ArrayList<>();
    private final List<CallSuite.Row> calls = new ArrayList<>();
    private final List<StreamSuite.Row> streams = new ArrayList<>();
    private final List<PartsSuite.Row> parts = new ArrayList<>();
    private final List<AlertSuite.Row> alerts = new ArrayList<>();
    private final List<LoadSuite.Row> loads = new ArrayList<>();

    private BenchmarkMain(Path results, Path nightjar) throws IOException {
        this.results = results;
        this.nightjar = nightjar;
        report = new BenchmarkReport(results.resolve("benchmarks.txt"));
        table = new BenchmarkTable(report);
    }

    /**
     * Measures.
     *
     * @param arguments nightjar.jar, the OpenTelemetry agent's jar, the directory for results, the number of forks, and
     *     perhaps which of starts, loads, calls, streams, alerts and parts, comma separated; all without it
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        Path nightjar = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path openTelemetry = Path.of(arguments[1]).toAbsolutePath().normalize();
        Path results = Path.of(arguments[2]).toAbsolutePath().normalize();
        int forks = Integer.parseInt(arguments[3]);
        List<String> suites =
                List.of((arguments.length > 4 ? arguments[4] : "starts,loads,calls,streams,alerts,parts").split(","));
        List<Jdk> jdks = Jdk.found();
        System.out.println("Measuring on " + jdks);
        BenchmarkMain main = new BenchmarkMain(results, nightjar);
        if (suites.contains("starts")) {
            main.starts(jdks);
        }
        if (suites.contains("loads")) {
            main.loads(jdks, openTelemetry.resolveSibling("../jars-to-load").normalize());
        }
        if (suites.contains("calls")) {
            main.calls(jdks, openTelemetry, forks);
        }
        if (suites.contains("streams")) {
            main.streams(jdks);
        }
        if (suites.contains("alerts")) {
            main.alerts(jdks);
        }
        if (suites.contains("parts")) {
            main.parts();
        }
        main.report.summary();
    }

    private void starts(List<Jdk> jdks) throws IOException, InterruptedException {
        table.startsBegin();
        new StartSuite(StartSuite.nightjarOnly(nightjar), StartSuite.RUNS).run(jdks, row -> {
            starts.add(row);
            table.start(
                    row,
                    starts.stream()
                            .filter(other -> other.feature() == row.feature())
                            .findFirst()
                            .orElse(row));
            writeJson();
        });
    }

    private void loads(List<Jdk> jdks, Path jars) throws IOException, InterruptedException {
        table.loadsBegin();
        Path idleAgent = jars.resolveSibling("idle-agent.jar");
        IdleAgent.writeJar(idleAgent);
        new LoadSuite(jars, LoadSuite.besideIdle(nightjar, idleAgent), StartSuite.RUNS).run(jdks, row -> {
            loads.add(row);
            table.load(row, loads);
            writeJson();
        });
    }

    private void calls(List<Jdk> jdks, Path openTelemetry, int forks) throws IOException, RunnerException {
        table.callsBegin();
        new CallSuite(results.resolve("jmh"), forks).run(jdks, Variant.all(nightjar, openTelemetry), row -> {
            calls.add(row);
            table.call(row, calls);
            writeJson();
        });
    }

    private void streams(List<Jdk> jdks) throws IOException, RunnerException {
        table.streamsBegin();
        new StreamSuite(results.resolve("jmh"), nightjar).run(jdks, row -> {
            streams.add(row);
            table.stream(row);
            writeJson();
        });
    }

    private void alerts(List<Jdk> jdks) throws IOException, InterruptedException {
        table.alertsBegin();
        new AlertSuite(nightjar).run(jdks, row -> {
            alerts.add(row);
            table.alert(row);
            writeJson();
        });
    }

    private void parts() throws IOException, RunnerException {
        table.partsBegin();
        new PartsSuite(results.resolve("jmh")).run(row -> {
            parts.add(row);
            table.part(row, parts);
            writeJson();
        });
    }

    private void writeJson() throws IOException {
        Files.writeString(
                results.resolve("benchmarks.json"), ResultsJson.write(calls, streams, starts, loads, alerts, parts));
    }
}
