package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs all benchmarks and leaves {@code benchmarks.txt} and {@code benchmarks.json} in a directory, JMH's own files under
 * {@code jmh} beside them.
 */
final class BenchmarkMain {
    private BenchmarkMain() {}

    /**
     * Measures.
     *
     * @param arguments nightjar.jar, the OpenTelemetry agent's jar, the directory for results, and the number of forks
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        Path nightjar = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path openTelemetry = Path.of(arguments[1]).toAbsolutePath().normalize();
        Path results = Path.of(arguments[2]).toAbsolutePath().normalize();
        int forks = Integer.parseInt(arguments[3]);
        List<Jdk> jdks = Jdk.found();
        System.out.println("Measuring on " + jdks);

        System.out.println("Starts:");
        List<StartSuite.Row> starts = new StartSuite(StartSuite.nightjarOnly(nightjar)).run(jdks);
        System.out.println("Calls:");
        List<CallSuite.Row> calls =
                new CallSuite(results.resolve("jmh"), forks).run(jdks, Variant.all(nightjar, openTelemetry));
        System.out.println("Parts:");
        List<PartsSuite.Row> parts = new PartsSuite(results.resolve("jmh")).run();
        System.out.println("Alerts:");
        List<AlertSuite.Row> alerts = new ArrayList<>(new AlertSuite(nightjar).run(jdks));
        alerts.addAll(AlertSuite.raising(Runtime.version().feature(), parts));

        BenchmarkTable table = new BenchmarkTable();
        table.calls(calls);
        table.starts(starts);
        table.parts(parts);
        table.alerts(alerts);
        Files.writeString(results.resolve("benchmarks.txt"), table.toString());
        Files.writeString(results.resolve("benchmarks.json"), ResultsJson.write(calls, starts, parts, alerts));
        System.out.println();
        System.out.print(table);
    }
}
