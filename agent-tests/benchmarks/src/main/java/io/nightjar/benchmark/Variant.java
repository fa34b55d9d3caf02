package io.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One way to watch the method.
 *
 * @param name as the table tells it
 * @param benchmark the method of {@link CallBenchmark}
 * @param oldestFeature the first feature release that has it
 * @param jvmOptions what the JVM is started with
 */
record Variant(String name, String benchmark, int oldestFeature, List<String> jvmOptions) {
    static final String FLOOR = "two System.nanoTime() by hand";
    static final String NIGHTJAR = "Nightjar";
    static final String OTHER = "nothing, another call";
    static final String LEFT_OUT = "Nightjar, left out by condition";

    /** A preset with a condition that names ten services, none of which is called. */
    private static final String CONDITION = """
            packages = io.nightjar.benchmark
            send.match = io.nightjar.benchmark.Engine#send
            send.only = arg1.fullMethodName, inference.Infer/*, inference.Stream*, tensorflow.serving.Predict/*,
                tensorflow.serving.Classify/*, tensorflow.serving.Regress/*, pytorch.Predict/*, pytorch.Stream/*,
                vllm.Engine/Generate, *Service/Infer, *Service/Predict
            """;

    static List<Variant> all(Path nightjar, Path openTelemetry) throws IOException {
        String type = Engine.class.getName();
        Path configuration = Files.createTempDirectory("nightjar-condition").resolve("nightjar.properties");
        Files.writeString(configuration, "watch=services\nlog.level=error\n");
        Files.writeString(configuration.resolveSibling("services.preset"), CONDITION);
        return List.of(
                new Variant("nothing", "call", 17, List.of()),
                new Variant(FLOOR, "callBetweenTwoNanoTimes", 17, List.of()),
                new Variant(
                        NIGHTJAR,
                        "call",
                        17,
                        List.of("-javaagent:" + nightjar + "=watch=" + type + "#infer;log.level=error")),
                new Variant(OTHER, "send", 25, List.of()),
                new Variant(LEFT_OUT, "send", 25, List.of("-javaagent:" + nightjar + "=config=" + configuration)),
                new Variant(
                        "OpenTelemetry methods",
                        "call",
                        17,
                        List.of(
                                "-javaagent:" + openTelemetry,
                                "-Dotel.instrumentation.common.default-enabled=false",
                                "-Dotel.instrumentation.methods.enabled=true",
                                "-Dotel.instrumentation.methods.include=" + type + "[infer]",
                                "-Dotel.traces.exporter=none",
                                "-Dotel.metrics.exporter=none",
                                "-Dotel.logs.exporter=none",
                                "-Dotel.javaagent.logging=none")),
                new Variant(
                        "JFR method timing",
                        "call",
                        25,
                        List.of("-Xlog:disable", "-XX:StartFlightRecording:method-timing=" + type + "::infer")));
    }
}
