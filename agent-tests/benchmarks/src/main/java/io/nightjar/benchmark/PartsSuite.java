package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of single rooms, on the JDK that runs this, as their own annotations say, one after the other. */
final class PartsSuite {
    private static final String PACKAGE = "io.nightjar.benchmark.";

    /** A line of the result. */
    record Row(String benchmark, int threads, double score, double error, String unit, double bytes) {
        String type() {
            return name().substring(0, name().lastIndexOf('.'));
        }

        String method() {
            return name().substring(name().lastIndexOf('.') + 1);
        }

        /** Without its parameters. */
        private String name() {
            int space = benchmark.indexOf(' ');
            return space < 0 ? benchmark : benchmark.substring(0, space);
        }
    }

    private final Path jsonDirectory;

    PartsSuite(Path jsonDirectory) {
        this.jsonDirectory = jsonDirectory;
    }

    void run(RowListener<Row> listener) throws IOException, RunnerException {
        Files.createDirectories(jsonDirectory);
        for (String benchmark : benchmarks()) {
            String name = benchmark.replace(PACKAGE, "").replace("io.nightjar.", "");
            for (RunResult result : new Runner(new OptionsBuilder()
                            .include(Pattern.quote(benchmark) + "$")
                            .forks(1)
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .resultFormat(ResultFormatType.JSON)
                            .result(jsonDirectory.resolve(name + ".json").toString())
                            .output(jsonDirectory.resolve(name + ".log").toString())
                            .build())
                    .run()) {
                listener.reached(row(result));
            }
        }
    }

    /** By class, in each those first with which the others are compared. */
    private static List<String> benchmarks() {
        List<String> names = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        List.of(
                                "io\\.nightjar\\.(benchmark\\.(detection|export|record|rule|sample|sink)|export|weave)\\."),
                        List.of())) {
            names.add(entry.getUsername());
        }
        names.sort(Comparator.comparing((String name) -> name.substring(0, name.lastIndexOf('.')))
                .thenComparing(name -> PartLimits.FIRST.contains(name.substring(name.lastIndexOf('.') + 1)) ? 0 : 1)
                .thenComparing(Comparator.naturalOrder()));
        return names;
    }

    private static Row row(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        String name = result.getParams().getBenchmark().replace(PACKAGE, "").replace("io.nightjar.", "");
        for (String parameter : result.getParams().getParamsKeys()) {
            name += " " + parameter + "=" + result.getParams().getParam(parameter);
        }
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Row(
                name,
                result.getParams().getThreads(),
                primary.getScore(),
                primary.getScoreError(),
                primary.getScoreUnit(),
                allocated == null ? 0 : allocated.getScore());
    }
}
