package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds this build against an earlier one: what each adds beyond an agent that does nothing to a start, to the load of 20,000
 * classes, to memory, and to an application that rests; all interleaved. Writes the table as Markdown.
 */
final class CompareMain {
    private static final String ONE = "=watch=" + Engine.class.getName() + "#infer;log.level=error";
    private static final String NONE = "=watch=;log.level=error";
    private static final String TWENTY = "=watch=" + TwentyOperations.class.getName() + "#op*;log.level=error";

    private final Path nightjar;
    private final Path baseline;
    private final Path idle;
    private final int runs;
    private final List<Jdk> jdks = Jdk.found();
    private final List<String> lines = new ArrayList<>();

    private CompareMain(Path nightjar, Path baseline, Path idle, int runs) throws IOException {
        this.nightjar = nightjar;
        this.baseline = baseline;
        this.idle = idle;
        this.runs = runs;
    }

    /**
     * Measures.
     *
     * @param arguments nightjar.jar, the repository's root, the commit to compare with, the directory of jars to load, that of jars
     *     in which no known library is, where the table is written, and how many runs
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path nightjar = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path repository = Path.of(arguments[1]).toAbsolutePath().normalize();
        String commit = arguments[2];
        Path jars = Path.of(arguments[3]).toAbsolutePath().normalize();
        Path unknownJars = Path.of(arguments[4]).toAbsolutePath().normalize();
        Path table = Path.of(arguments[5]).toAbsolutePath().normalize();
        Files.createDirectories(table.getParent());
        Path idle = table.resolveSibling("idle-agent.jar");
        IdleAgent.writeJar(idle);
        Path baseline = Baseline.jar(repository, commit, table.getParent());
        CompareMain main = new CompareMain(nightjar, baseline, idle, Integer.parseInt(arguments[6]));
        main.lines.add("| figure | JDK | " + LoadSuite.IDLE + " | " + commit
                + " | this build | beyond that agent, this to that |");
        main.lines.add("|---|---|---|---|---|---|");
        main.starts();
        main.loads(jars, "20,000 classes, known libraries watched, CPU s");
        main.loads(unknownJars, "20,000 classes, none of a known library, CPU s");
        main.rests();
        Files.write(table, main.lines);
        main.lines.forEach(System.out::println);
    }

    private void starts() throws IOException, InterruptedException {
        List<Variant> variants = List.of(
                variant(LoadSuite.IDLE, idle, ""),
                variant("baseline, none watched", baseline, NONE),
                variant("this, none watched", nightjar, NONE),
                variant("baseline, one watched", baseline, ONE),
                variant("this, one watched", nightjar, ONE));
        List<StartSuite.Row> rows = new ArrayList<>();
        new StartSuite(variants, runs).run(jdks, rows::add);
        for (int i = 0; i < rows.size(); i += variants.size()) {
            StartSuite.Row none = rows.get(i);
            for (int watched = 0; watched < 2; watched++) {
                StartSuite.Row old = rows.get(i + 1 + 2 * watched);
                StartSuite.Row now = rows.get(i + 2 + 2 * watched);
                String what = watched == 0 ? "nothing watched" : "one method watched";
                add(
                        "a start, " + what + ", CPU s",
                        none.feature(),
                        none.cpuSeconds(),
                        old.cpuSeconds(),
                        now.cpuSeconds());
                add(
                        "two seconds, " + what + ", peak MB",
                        none.feature(),
                        none.peakMegabytes(),
                        old.peakMegabytes(),
                        now.peakMegabytes());
            }
        }
    }

    private void loads(Path jars, String figure) throws IOException, InterruptedException {
        List<Variant> variants = List.of(
                variant(LoadSuite.IDLE, idle, ""), variant("baseline", baseline, ""), variant("this", nightjar, ""));
        List<LoadSuite.Row> rows = new ArrayList<>();
        new LoadSuite(jars, variants, runs).run(jdks, rows::add);
        for (int i = 0; i < rows.size(); i += variants.size()) {
            add(
                    figure,
                    rows.get(i).feature(),
                    rows.get(i).cpuSeconds(),
                    rows.get(i + 1).cpuSeconds(),
                    rows.get(i + 2).cpuSeconds());
        }
    }

    private void rests() throws IOException, InterruptedException {
        List<Variant> variants = List.of(
                variant(LoadSuite.IDLE, idle, ""),
                variant("baseline", baseline, TWENTY),
                variant("this", nightjar, TWENTY));
        List<RestSuite.Row> rows = new ArrayList<>();
        new RestSuite(variants, Math.min(runs, 5)).run(jdks, rows::add);
        for (int i = 0; i < rows.size(); i += variants.size()) {
            RestSuite.Row none = rows.get(i);
            RestSuite.Row old = rows.get(i + 1);
            RestSuite.Row now = rows.get(i + 2);
            add(
                    "20 operations at rest, heap MB",
                    none.feature(),
                    none.heapMegabytes(),
                    old.heapMegabytes(),
                    now.heapMegabytes());
            add(
                    "20 operations at rest, wake-ups a second",
                    none.feature(),
                    none.wakeUpsPerSecond(),
                    old.wakeUpsPerSecond(),
                    now.wakeUpsPerSecond());
            add(
                    "20 operations at rest, CPU ms a second",
                    none.feature(),
                    none.cpuMillisPerSecond(),
                    old.cpuMillisPerSecond(),
                    now.cpuMillisPerSecond());
        }
    }

    private static Variant variant(String name, Path agent, String options) {
        return new Variant(name, "", 17, List.of("-Xmx256m", "-javaagent:" + agent + options));
    }

    private void add(String figure, int feature, double none, double old, double now) {
        String ratio = old - none > 0 ? String.format(Locale.ROOT, "%.2f", (now - none) / (old - none)) : "–";
        String line = String.format(
                Locale.ROOT, "| %s | %d | %.3f | %.3f | %.3f | %s |", figure, feature, none, old, now, ratio);
        System.out.println(line);
        lines.add(line);
    }
}
