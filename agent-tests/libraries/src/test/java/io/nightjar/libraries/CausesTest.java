package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.apps.TracedApp;
import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Details, traces and stacks of slow and failed calls, with versions of OpenTelemetry, SLF4J and Logback of this year and of 2024. */
final class CausesTest {
    private static final Path OLDER = Path.of("target/older");
    private static final String CAUSES = "watch=;operation.rank.match=com.acme.apps.TracedApp$Ranker#rank;"
            + "operation.refuse.match=com.acme.apps.TracedApp$Ranker#refuse;latency.threshold=300ms;"
            + "operation.*.detail.tenant=arg0.tenant;operation.*.detail.request=mdc.request.id;"
            + "operation.*.detail.loader=loader;operation.*.detail.thread=thread;operation.*.detail.trace=trace;"
            + "alerts.rate-limit.per=operation";

    @ParameterizedTest
    @CsvSource({"1.44.1, 2.0.16, 1.5.12", "1.66.0, 2.0.20, 1.6.6"})
    void shouldSayWhichCallItWasAndWhereItWas(String openTelemetry, String slf4j, String logback) throws Exception {
        List<Path> jars = new ArrayList<>(List.of(
                OLDER.resolve("opentelemetry-api-" + openTelemetry + ".jar"),
                OLDER.resolve("opentelemetry-context-" + openTelemetry + ".jar"),
                OLDER.resolve("slf4j-api-" + slf4j + ".jar"),
                OLDER.resolve("logback-classic-" + logback + ".jar"),
                OLDER.resolve("logback-core-" + logback + ".jar")));
        if (openTelemetry.equals("1.66.0")) {
            jars.add(OLDER.resolve("opentelemetry-common-" + openTelemetry + ".jar"));
        }
        assertThat(jars).allMatch(jar -> jar.toFile().isFile());
        try (WatchedApp app = WatchedApp.of(jars, CAUSES, "TracedApp")) {
            JsonNode slow = app.alert("latency", "rank").path("metadata");
            JsonNode failed = app.alert("error_rate", "refuse").path("metadata");

            assertWhich(slow, "blue");
            assertWhich(failed, "red");
            assertThat(slow.path("stack").asText().split("\n"))
                    .hasSizeBetween(3, 64)
                    .noneMatch(frame -> frame.contains("nightjar"))
                    .anyMatch(frame -> frame.contains("com.acme.apps.TracedApp$Ranker.rank(TracedApp.java:"));
            assertThat(slow.path("stack_samples").asInt()).isBetween(1, 3);
            assertThat(app.status().path("failures").toString()).isEqualTo("{}");
        }
    }

    private static void assertWhich(JsonNode metadata, String tenant) {
        assertThat(metadata.path("trace_id").asText()).isEqualTo(TracedApp.TRACE_ID);
        assertThat(metadata.path("span_id").asText()).isEqualTo(TracedApp.SPAN_ID);
        assertThat(metadata.path("details").path("tenant").asText()).isEqualTo(tenant);
        assertThat(metadata.path("details").path("request").asText()).isEqualTo("r-17");
        assertThat(metadata.path("details").path("loader").asText()).isEqualTo("app");
        assertThat(metadata.path("details").path("thread").asText()).isEqualTo("main");
        assertThat(metadata.path("details").path("trace").asText()).isEqualTo(TracedApp.TRACE_ID);
    }
}
