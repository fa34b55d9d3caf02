package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.forked.AlertReceiver.Request;
import java.util.List;
import java.util.Map;

/** The alerts of states, end to end through the packaged jar. */
class StateAlertsTest {
    private static final String QUIET = ";throughput.threshold=0.001/s;latency.threshold=30s";

    @EveryJdk
    void shouldAlertWhenManyCallsFail(Jdk jdk) {
        Map<String, Object> alert = first(
                jdk,
                "error_rate",
                "watch=com.acme.Engine#infer(String);window=5s;error-rate.threshold=5%" + QUIET,
                "fail:25",
                "read");

        Map<String, Object> metadata = Json.object(alert, "metadata");
        assertThat(metadata.keySet())
                .containsExactly(
                        "component",
                        "error_rate",
                        "threshold",
                        "window_seconds",
                        "total_requests",
                        "total_errors",
                        "errors",
                        "suppressed");
        assertThat(metadata)
                .containsEntry("component", "Engine.infer")
                .containsEntry("error_rate", 1.0)
                .containsEntry("threshold", 0.05);
        assertThat(((Number) metadata.get("window_seconds")).doubleValue()).isEqualTo(5.0);
        long errors = (long) metadata.get("total_errors");
        assertThat(errors).isBetween(10L, 25L);
        assertThat(metadata).containsEntry("total_requests", errors);
        assertThat(Json.object(metadata, "errors"))
                .isEqualTo(Map.of("java.lang.StringIndexOutOfBoundsException", errors));
        assertThat(alert)
                .containsEntry("severity", "critical")
                .containsEntry("message", "Error rate threshold exceeded in Engine.infer: 100.00% (threshold: 5.00%)");
        assertThat(Json.object(alert, "labels")).containsEntry("operation", "Engine.infer");
    }

    @EveryJdk
    void shouldAlertWhenTrafficStops(Jdk jdk) {
        Map<String, Object> alert = first(
                jdk,
                "throughput",
                "watch=com.acme.Engine#infer;window=2s;throughput.threshold=5/s;latency.threshold=30s",
                "steady:4500",
                "read");

        Map<String, Object> metadata = Json.object(alert, "metadata");
        assertThat(metadata.keySet())
                .containsExactly("throughput_rps", "threshold_rps", "window_seconds", "deficit_ratio", "suppressed");
        double rate = (double) metadata.get("throughput_rps");
        assertThat(rate).isLessThan(5.0);
        assertThat(metadata)
                .containsEntry("threshold_rps", 5.0)
                .containsEntry("deficit_ratio", rate == 0 ? null : 5.0 / rate);
        assertThat((String) alert.get("message"))
                .matches("Throughput below threshold: \\d\\.\\d\\drps \\(threshold: 5rps\\)");
        assertThat(Json.object(alert, "labels"))
                .containsEntry("layer", "custom")
                .doesNotContainKey("operation");
    }

    @EveryJdk
    void shouldAlertWhenTheHeapIsNearlyFull(Jdk jdk) {
        Map<String, Object> alert = first(
                jdk,
                "memory",
                "watch=com.acme.Engine#infer;memory.check=heap;memory.threshold=40%;memory.interval=1s" + QUIET,
                "grow:70",
                "read");

        Map<String, Object> metadata = Json.object(alert, "metadata");
        assertThat(metadata.keySet())
                .containsExactly(
                        "memory_percent",
                        "threshold_percent",
                        "cpu_percent",
                        "memory_type",
                        "device",
                        "device_name",
                        "suppressed");
        double percent = (double) metadata.get("memory_percent");
        assertThat(percent).isBetween(70.0, 100.0);
        assertThat(metadata)
                .containsEntry("threshold_percent", 40.0)
                .containsEntry("memory_type", "heap")
                .containsEntry("device", null);
        assertThat((String) alert.get("severity")).isIn("error", "critical");
        assertThat((String) alert.get("message"))
                .matches("(?i)heap memory threshold exceeded.*|Memory.*heap.*")
                .contains("(threshold: 40%)");
        assertThat(Json.object(alert, "labels")).containsEntry("memory_type", "heap");
    }

    @EveryJdk
    void shouldAlertWhenACallNeverReturns(Jdk jdk) {
        Map<String, Object> alert = first(
                jdk,
                "stuck",
                "watch=com.acme.Engine#hang;stuck.threshold=1s;latency.threshold=30s;throughput.threshold=0.001/s",
                "hang",
                "read");

        Map<String, Object> metadata = Json.object(alert, "metadata");
        assertThat(metadata.keySet())
                .containsExactly("operation", "running_ms", "threshold_ms", "in_flight", "stack", "suppressed");
        assertThat((double) metadata.get("running_ms")).isGreaterThan(1000.0);
        assertThat(metadata)
                .containsEntry("operation", "Engine.hang")
                .containsEntry("threshold_ms", 1000.0)
                .containsEntry("in_flight", 1L);
        assertThat(String.valueOf(metadata.get("stack")))
                .contains("com.acme.Engine.hang")
                .doesNotContain("Nightjar");
    }

    private static Map<String, Object> first(Jdk jdk, String type, String argument, String... steps) {
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .option("-Xmx96m")
                        .agent(argument + ";" + Hook.to(receiver))
                        .main("com.acme.Application", steps)
                        .start()) {
            jvm.await(
                    "an alert of type " + type,
                    () -> !receiver.requests(type, "firing").isEmpty());
            List<Request> firing = receiver.requests(type, "firing");
            assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();
            jvm.awaitOut("reading").send("go");
            assertThat(jvm.awaitExit().exitCode()).isZero();
            jvm.await(
                    "its resolution at exit",
                    () -> !receiver.requests(type, "resolved").isEmpty());
            return firing.get(0).json();
        }
    }
}
