package io.nightjar.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an agent costs an application with twenty watched methods that rests: heap, and how often and how long the agent's threads
 * run. Linux only; confined to one thread.
 */
final class RestSuite {
    /** Versions of libraries, the JVM's own beans and copies under other packages are looked at in the first twenty seconds. */
    private static final long SETTLE_MILLIS = 30_000;

    private static final long REST_MILLIS = 10_000;
    private static final String THREADS = "nightjar";

    /** A line of the result: medians over all runs. */
    record Row(int feature, String variant, double heapMegabytes, double wakeUpsPerSecond, double cpuMillisPerSecond) {}

    /** How often the agent's threads had gone to sleep, and how long they had run. */
    private record Ran(long times, long nanos) {}

    private final List<Variant> variants;
    private final int runs;

    RestSuite(List<Variant> variants, int runs) {
        this.variants = variants;
        this.runs = runs;
    }

    void run(List<Jdk> jdks, RowListener<Row> listener) throws IOException, InterruptedException {
        for (Jdk jdk : jdks) {
            Map<Variant, double[][]> measured = new LinkedHashMap<>();
            for (int run = 0; run < runs; run++) {
                List<double[]> figures = restSideBySide(jdk);
                for (int i = 0; i < figures.size(); i++) {
                    double[][] columns = measured.computeIfAbsent(variants.get(i), key -> new double[3][runs]);
                    for (int column = 0; column < columns.length; column++) {
                        columns[column][run] = figures.get(i)[column];
                    }
                }
            }
            for (Map.Entry<Variant, double[][]> each : measured.entrySet()) {
                double[][] columns = each.getValue();
                listener.reached(new Row(
                        jdk.feature(),
                        each.getKey().name(),
                        StartSuite.median(columns[0]),
                        StartSuite.median(columns[1]),
                        StartSuite.median(columns[2])));
            }
        }
    }

    private List<double[]> restSideBySide(Jdk jdk) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> said = new ArrayList<>();
        for (Variant variant : variants) {
            Process process = StartSuite.startTalking(jdk, variant, TwentyOperations.class);
            processes.add(process);
            said.add(process.inputReader());
            said.get(said.size() - 1).readLine();
        }
        Thread.sleep(SETTLE_MILLIS);
        List<Ran> before = new ArrayList<>();
        for (Process process : processes) {
            before.add(ran(process.pid()));
        }
        long begun = System.nanoTime();
        Thread.sleep(REST_MILLIS);
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<double[]> figures = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            Ran now = ran(processes.get(i).pid());
            double wakeUps = (now.times() - before.get(i).times()) / seconds;
            double cpuMillis = (now.nanos() - before.get(i).nanos()) / 1e6 / seconds;
            figures.add(new double[] {heapMegabytes(processes.get(i), said.get(i)), wakeUps, cpuMillis});
        }
        for (Process process : processes) {
            process.getOutputStream().close();
            StartSuite.end(process);
        }
        return figures;
    }

    private static double heapMegabytes(Process process, BufferedReader said) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return Long.parseLong(said.readLine()) / (1024.0 * 1024);
    }

    /** Of all threads that are the agent's by their names. */
    private static Ran ran(long pid) throws IOException {
        long times = 0;
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).startsWith(THREADS)) {
                    String[] schedule = Files.readString(thread.resolve("schedstat"))
                            .strip()
                            .split(" ");
                    nanos += Long.parseLong(schedule[0]);
                    times += sleeps(thread);
                }
            }
        } catch (NoSuchFileException endedMeanwhile) {
            return ran(pid);
        }
        return new Ran(times, nanos);
    }

    private static long sleeps(Path thread) throws IOException {
        for (String line : Files.readAllLines(thread.resolve("status"))) {
            if (line.startsWith("voluntary_ctxt_switches:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException(thread + " says nothing of its switches");
    }
}
