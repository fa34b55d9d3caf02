package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The benchmarks of single rooms, on the JDK that runs this, as their own annotations say. */
final class PartsSuite {
    /** A line of the result. */
    record Row(String benchmark, int threads, double score, double error, String unit, double bytes) {}

    private final Path jsonDirectory;

    PartsSuite(Path jsonDirectory) {
        this.jsonDirectory = jsonDirectory;
    }

    List<Row> run() throws IOException, RunnerException {
        Files.createDirectories(jsonDirectory);
        List<Row> rows = new ArrayList<>();
        try {
            for (RunResult result : new Runner(new OptionsBuilder()
                            .include("io\\.nightjar\\.benchmark\\.(record|sample|sink)\\.")
                            .forks(1)
                            .addProfiler(GCProfiler.class)
                            .resultFormat(ResultFormatType.JSON)
                            .result(jsonDirectory.resolve("parts.json").toString())
                            .output(jsonDirectory.resolve("parts.log").toString())
                            .build())
                    .run()) {
                rows.add(row(result));
            }
        } catch (NoBenchmarksException e) {
            System.out.println("  no room has a benchmark of its own");
        }
        return rows;
    }

    private static Row row(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        String name = result.getParams().getBenchmark().replace("io.nightjar.benchmark.", "");
        for (String parameter : result.getParams().getParamsKeys()) {
            name += " " + parameter + "=" + result.getParams().getParam(parameter);
        }
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Row(name, result.getParams().getThreads(), primary.getScore(), primary.getScoreError(),
                primary.getScoreUnit(), allocated == null ? 0 : allocated.getScore());
    }
}
