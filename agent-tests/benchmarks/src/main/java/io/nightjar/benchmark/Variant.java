package io.nightjar.benchmark;

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

    static List<Variant> all(Path nightjar, Path openTelemetry) {
        String type = Engine.class.getName();
        return List.of(
                new Variant("nothing", "call", 17, List.of()),
                new Variant(FLOOR, "callBetweenTwoNanoTimes", 17, List.of()),
                new Variant(
                        NIGHTJAR,
                        "call",
                        17,
                        List.of("-javaagent:" + nightjar + "=watch=" + type + "#infer;log.level=error")),
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
