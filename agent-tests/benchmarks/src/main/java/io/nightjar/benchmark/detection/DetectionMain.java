package io.nightjar.benchmark.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how well what is learned judges, beside other detectors, and writes the tables of a page between its markers.
 * {@code --page} (none: the tables go to standard output), {@code --rates 100,10,1,0.0167}, {@code --generators real,log_normal},
 * {@code --weeks 20}, {@code --incidents 50}, {@code --kinds latency_2x,…}, {@code --peers false}, {@code --memory false},
 * {@code --threads 1}.
 */
final class DetectionMain {
    private static final String A_MINUTE = "0.0166667";
    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    private DetectionMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Map<String, String> given = options(arguments);
        Cell.Size size = new Cell.Size(
                Integer.parseInt(given.getOrDefault("weeks", "20")),
                Integer.parseInt(given.getOrDefault("incidents", "50")),
                Boolean.parseBoolean(given.getOrDefault("peers", "true")));
        List<Incident> incidents = new ArrayList<>();
        for (String name : given.getOrDefault("kinds", allIncidents()).split(",")) {
            incidents.add(Incident.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        List<Callable<Cell>> cells = new ArrayList<>();
        for (String generator :
                given.getOrDefault("generators", "log_normal,real").split(",")) {
            for (String rate :
                    given.getOrDefault("rates", "100,10,1," + A_MINUTE).split(",")) {
                Cell cell =
                        new Cell(Generator.valueOf(generator.toUpperCase(Locale.ROOT)), Double.parseDouble(rate), size);
                cells.add(() -> run(cell, incidents));
            }
        }
        MemoryRuns memory = Boolean.parseBoolean(given.getOrDefault("memory", "true"))
                ? MemoryRuns.run(size.cleanWeeks(), size.incidents())
                : MemoryRuns.NONE;
        String tables =
                DetectionTable.write(inParallel(cells, Integer.parseInt(given.getOrDefault("threads", "1"))), memory);
        if (given.containsKey("page")) {
            into(Path.of(given.get("page")), tables);
        } else {
            System.out.println(tables);
        }
    }

    private static Cell run(Cell cell, List<Incident> incidents) {
        long start = System.nanoTime();
        cell.run(incidents);
        System.err.printf(
                Locale.ROOT,
                "%s %.3f/s: %.0f s%n%s%n",
                cell.generator().words(),
                cell.callsPerSecond(),
                (System.nanoTime() - start) / 1e9,
                DetectionTable.details(cell));
        return cell;
    }

    private static List<Cell> inParallel(List<Callable<Cell>> tasks, int threads)
            throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Cell> cells = new ArrayList<>();
            for (Future<Cell> cell : workers.invokeAll(tasks)) {
                cells.add(cell.get());
            }
            return cells;
        } finally {
            workers.shutdown();
        }
    }

    private static String allIncidents() {
        return String.join(
                ",",
                Arrays.stream(Incident.values())
                        .filter(incident -> incident != Incident.NONE)
                        .map(Enum::name)
                        .toList());
    }

    static Map<String, String> options(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("expected --name value, not " + arguments[i]);
            }
            given.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return given;
    }

    private static void into(Path page, String tables) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no " + BEGIN + " before " + END);
        }
        Files.writeString(page, text.substring(0, begin) + BEGIN + "\n\n" + tables + "\n" + text.substring(end));
    }
}
