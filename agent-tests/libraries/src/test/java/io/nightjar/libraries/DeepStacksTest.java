package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.apps.DeepApp;
import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls whose stacks are ten thousand frames deep. */
@Timeout(240)
final class DeepStacksTest {
    private static final String SETTINGS = "watch=;operation.rank.match=com.acme.apps.DeepApp$Engine#rank;"
            + "operation.refuse.match=com.acme.apps.DeepApp$Engine#refuse;latency.threshold=300ms;"
            + "operation.*.detail.why=thrown.message;alerts.rate-limit.per=operation";

    @Test
    void shouldSayWhyWhenSlowAndFailedCallsHaveDeepStacks() throws Exception {
        try (WatchedApp app = WatchedApp.of(List.of(), SETTINGS, "DeepApp")) {
            JsonNode slow = app.alert("latency", "rank").path("metadata");
            JsonNode failed = app.alert("error_rate", "refuse").path("metadata");

            assertThat(slow.path("stack").asText().split("\n"))
                    .hasSize(64)
                    .noneMatch(frame -> frame.contains("nightjar"))
                    .anyMatch(frame -> frame.contains("com.acme.apps.DeepApp$Engine.down(DeepApp.java:"));
            assertThat(slow.path("stack_samples").asInt()).isBetween(1, 3);
            assertThat(failed.path("details").path("why").asText()).isEqualTo("refused");
            assertThat(failed.path("errors").toString()).contains("java.lang.IllegalStateException");
            assertThat(app.printed())
                    .contains("ranked " + DeepApp.FRAMES)
                    .filteredOn("refused true"::equals)
                    .hasSize(12);
            assertThat(app.status().path("failures").toString()).isEqualTo("{}");
        }
    }
}
