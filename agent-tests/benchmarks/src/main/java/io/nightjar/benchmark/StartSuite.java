package io.nightjar.benchmark;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a start costs: CPU of a hello world that ends at once, and CPU and peak memory of one that lives for two seconds,
 * so that detector, sampler and delivery are at work; the ways to start it interleaved. Linux only; confined to one
 * thread, which is the only one to start processes.
 */
final class StartSuite {
    /** A line of the result: medians over all runs. */
    record Row(int feature, String variant, double cpuSeconds, double livingCpuSeconds, double peakMegabytes) {}

    static final String NONE_WATCHED = "Nightjar, none watched";
    static final String ONE_WATCHED = "Nightjar, one watched";

    static final int RUNS = 11;

    private static final long LIFE_MILLIS = 2_000;
    private static final long BETWEEN_STARTS_MILLIS = 400;
    private static final double TICKS_PER_SECOND = 100;
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_BYTES = 144;
    private static final Function GETRUSAGE = Function.getFunction("c", "getrusage");

    private final List<Variant> variants;
    private final int runs;

    /** Each variant so many times, and once before that is not measured. */
    StartSuite(List<Variant> variants, int runs) {
        this.variants = variants;
        this.runs = runs;
    }

    /** Bare, with the agent and nothing to watch, and with one method watched. */
    static List<Variant> nightjarOnly(Path nightjar) {
        String agent = "-javaagent:" + nightjar;
        return List.of(
                new Variant("bare", "", 17, List.of()),
                new Variant(NONE_WATCHED, "", 17, List.of(agent + "=watch=;log.level=error")),
                new Variant("Nightjar, defaults", "", 17, List.of(agent)),
                new Variant(
                        ONE_WATCHED,
                        "",
                        17,
                        List.of(agent + "=watch=" + Engine.class.getName() + "#infer;log.level=error")));
    }

    void run(List<Jdk> jdks, RowListener<Row> listener) throws IOException, InterruptedException {
        for (Jdk jdk : jdks) {
            for (Row row : run(jdk)) {
                listener.reached(row);
            }
        }
    }

    private List<Row> run(Jdk jdk) throws IOException, InterruptedException {
        Map<Variant, double[][]> measured = new LinkedHashMap<>();
        for (int run = -1; run < runs; run++) {
            double[] atOnce = new double[variants.size()];
            for (int i = 0; i < atOnce.length; i++) {
                atOnce[i] = endAtOnce(jdk, variants.get(i));
            }
            double[][] living = liveSideBySide(jdk);
            for (int i = 0; i < atOnce.length && run >= 0; i++) {
                double[][] columns = measured.computeIfAbsent(variants.get(i), key -> new double[3][runs]);
                columns[0][run] = atOnce[i];
                columns[1][run] = living[i][0];
                columns[2][run] = living[i][1];
            }
        }
        List<Row> rows = new ArrayList<>();
        measured.forEach((variant, columns) -> rows.add(
                new Row(jdk.feature(), variant.name(), median(columns[0]), median(columns[1]), median(columns[2]))));
        return rows;
    }

    private static double endAtOnce(Jdk jdk, Variant variant) throws IOException, InterruptedException {
        double before = childrenCpuSeconds();
        end(start(jdk, variant, Hello.class, List.of()));
        return childrenCpuSeconds() - before;
    }

    /** All variants at a time, started one after the other, for each sleeps nearly all of its life: CPU and peak of each. */
    private double[][] liveSideBySide(Jdk jdk) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (Variant variant : variants) {
            processes.add(start(jdk, variant, Hello.class, List.of("stay")));
            Thread.sleep(BETWEEN_STARTS_MILLIS);
        }
        Thread.sleep(Math.max(0, LIFE_MILLIS - variants.size() * BETWEEN_STARTS_MILLIS));
        double[][] living = new double[processes.size()][];
        for (int i = 0; i < living.length; i++) {
            living[i] = new double[] {cpuSeconds(processes.get(i)), peakMegabytes(processes.get(i))};
            processes.get(i).getOutputStream().close();
            end(processes.get(i));
            Thread.sleep(i + 1 < living.length ? BETWEEN_STARTS_MILLIS : 0);
        }
        return living;
    }

    /** Processor time of a running process, user and system, to a hundredth of a second. */
    private static double cpuSeconds(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] columns = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(columns[11]) + Long.parseLong(columns[12])) / TICKS_PER_SECOND;
    }

    static Process start(Jdk jdk, Variant variant, Class<?> main, List<String> arguments) throws IOException {
        return builder(jdk, variant, main, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** One whose standard output is read. */
    static Process startTalking(Jdk jdk, Variant variant, Class<?> main) throws IOException {
        return builder(jdk, variant, main, List.of()).start();
    }

    private static ProcessBuilder builder(Jdk jdk, Variant variant, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(jdk.java()));
        command.addAll(variant.jvmOptions());
        command.addAll(List.of("-cp", classes(), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    static void end(Process process) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the application ended with " + process.exitValue());
        }
    }

    private static String classes() {
        return Path.of(java.net.URI.create(Hello.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    /** Processor time, user and system, of all processes that this one started and waited for. */
    static double childrenCpuSeconds() {
        try (Memory usage = new Memory(RUSAGE_BYTES)) {
            if (GETRUSAGE.invokeInt(new Object[] {RUSAGE_CHILDREN, usage}) != 0) {
                throw new IllegalStateException("getrusage failed");
            }
            return usage.getLong(0) + usage.getLong(16) + (usage.getLong(8) + usage.getLong(24)) / 1e6;
        }
    }

    private static double peakMegabytes(Process process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IllegalStateException("no VmHWM");
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
