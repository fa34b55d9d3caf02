package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool accepts the exported rules, and each of them fires on what is wrong and not on what is well. */
class FleetRulesTest {
    @TempDir
    private Path directory;

    private Path promtool;

    @BeforeEach
    void findTool() {
        promtool = Tools.find("what promtool says of the exported rules", "promtool");
    }

    @Test
    void shouldFireOnWhatIsWrongAndNotOnWhatIsWell() throws IOException {
        Files.writeString(directory.resolve("rules.yml"), JarCommands.done("export", "prometheus-rules"));
        for (String file : List.of("fleet-rules-test.yml", "fleet-anomalies-test.yml")) {
            try (InputStream in = FleetRulesTest.class.getResourceAsStream("/" + file)) {
                Files.copy(in, directory.resolve(file));
            }
        }

        assertAccepted("test", "rules", "fleet-rules-test.yml", "fleet-anomalies-test.yml");
    }

    @Test
    void shouldBeAcceptedWhateverTheConfigurationNames() throws IOException {
        Path config = Files.writeString(directory.resolve("odd.properties"), """
                operation.a'b"c\\\\d{{e}}.match=com.acme.Engine#infer
                operation.a'b"c\\\\d{{e}}.latency.threshold=2s
                operation.a'b"c\\\\d{{e}}.throughput.threshold=2/s
                operation.\\u2028\\u00e9.match=com.acme.Engine#other
                operation.\\u2028\\u00e9.stuck.threshold=3s
                slo.chat.operation=a'b"c*
                slo.chat.objective=99.9%
                slo.chat.latency=2.5s
                slo.short.operation=*
                slo.short.objective=50%
                slo.short.period=1h
                error-rate.threshold=60%
                severity.error=1
                alerts.resolve-after=1500ms
                """);
        Outcome exported = JarCommands.run("export", "prometheus-rules", "--config", config.toString());

        assertThat(exported.exitCode()).as(exported.stderr()).isZero();
        Files.writeString(directory.resolve("rules.yml"), exported.stdout());
        assertAccepted("check", "rules", "rules.yml");
    }

    private void assertAccepted(String... words) {
        if (promtool == null) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(words));
        try (RunningJvm running = ForkedJvm.launch(command, Map.of(), directory)) {
            Outcome outcome = running.awaitExit();
            assertThat(outcome.exitCode())
                    .as(outcome.stdout() + outcome.stderr())
                    .isZero();
            assertThat(outcome.stdout()).contains("SUCCESS");
        }
    }
}
