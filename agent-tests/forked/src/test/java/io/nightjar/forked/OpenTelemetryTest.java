package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The OpenTelemetry agent on the same command line, watching the same methods: both see every call. */
class OpenTelemetryTest {
    private static final Pattern SPAN = Pattern.compile("LoggingSpanExporter.* 'Engine\\.infer' : ");
    private static final List<String> OPTIONS = List.of(
            "-Dotel.instrumentation.methods.include=com.acme.Engine[infer]",
            "-Dotel.traces.exporter=logging",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none");

    @EveryJdk
    void shouldCountEveryCallWhenTheOtherAgentComesFirst(Jdk jdk) {
        ForkedJvm forked = ForkedJvm.on(jdk).option(other());
        shouldBothSeeEveryCall(forked.agent("watch=com.acme.Engine#infer;error-rate.threshold=99%"));
    }

    @EveryJdk
    void shouldCountEveryCallWhenTheOtherAgentComesSecond(Jdk jdk) {
        ForkedJvm forked = ForkedJvm.on(jdk).agent("watch=com.acme.Engine#infer;error-rate.threshold=99%");
        shouldBothSeeEveryCall(forked.option(other()));
    }

    private static void shouldBothSeeEveryCall(ForkedJvm forked) {
        OPTIONS.forEach(forked::option);
        try (RunningJvm jvm = forked.main("com.acme.Application", "calls:20", "fail:5", "read", "say:bye")
                .start()) {
            jvm.awaitOut("reading");

            assertThat(AgentStatus.operation(jvm, "Engine.infer"))
                    .containsEntry("calls", 25L)
                    .containsEntry("errors", 5L)
                    .containsEntry("in_flight", 0L);
            assertThat(AgentStatus.failures(jvm)).as(jvm.stderr()).isEmpty();

            Outcome outcome = jvm.send("go").awaitExit();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stdout()).isEqualTo("sum 380\nfailed 5\nreading\nbye\n");
            assertThat(outcome.errorLines().stream()
                            .filter(line -> SPAN.matcher(line).find()))
                    .as(outcome.stderr())
                    .hasSize(25);
        }
    }

    private static String other() {
        Path agents = Project.target().resolve("agents");
        return "-javaagent:" + agents.resolve("opentelemetry-javaagent.jar");
    }
}
