package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an agent adds to the load of many classes: CPU of the whole process, the ways interleaved. Linux only. */
final class LoadSuite {
    static final String BARE = "bare";
    static final String IDLE = "an agent that does nothing";
    static final String AUTO = "Nightjar, watch=auto";
    private static final int CLASSES = 20_000;

    /** A line of the result: the median over all runs. */
    record Row(int feature, String variant, double cpuSeconds) {}

    private final Path jars;
    private final List<Variant> variants;
    private final int runs;

    /**
     * Loads of classes, each variant so many times.
     *
     * @param jars a directory of jars with more classes than are loaded
     */
    LoadSuite(Path jars, List<Variant> variants, int runs) {
        this.jars = jars;
        this.variants = variants;
        this.runs = runs;
    }

    /**
     * Bare, with an agent that does nothing, with one method watched, and with known libraries.
     *
     * @param idleAgent the jar of {@link IdleAgent}
     */
    static List<Variant> besideIdle(Path nightjar, Path idleAgent) {
        String agent = "-javaagent:" + nightjar;
        return List.of(
                new Variant(BARE, "", 17, List.of()),
                new Variant(IDLE, "", 17, List.of("-javaagent:" + idleAgent)),
                new Variant(
                        "Nightjar, one watched",
                        "",
                        17,
                        List.of(agent + "=watch=" + Engine.class.getName() + "#infer;log.level=error")),
                new Variant(AUTO, "", 17, List.of(agent)));
    }

    void run(List<Jdk> jdks, RowListener<Row> listener) throws IOException, InterruptedException {
        if (!Files.isDirectory(jars)) {
            throw new IOException("no directory of jars: " + jars);
        }
        for (Jdk jdk : jdks) {
            Map<Variant, double[]> seconds = new LinkedHashMap<>();
            for (int run = 0; run < runs; run++) {
                for (Variant variant : variants) {
                    double before = StartSuite.childrenCpuSeconds();
                    StartSuite.end(StartSuite.start(
                            jdk, variant, ClassesLoaded.class, List.of(jars.toString(), Integer.toString(CLASSES))));
                    seconds.computeIfAbsent(variant, key -> new double[runs])[run] =
                            StartSuite.childrenCpuSeconds() - before;
                }
            }
            for (Map.Entry<Variant, double[]> each : seconds.entrySet()) {
                listener.reached(new Row(jdk.feature(), each.getKey().name(), StartSuite.median(each.getValue())));
            }
        }
    }
}
