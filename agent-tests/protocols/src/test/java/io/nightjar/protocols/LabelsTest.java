package io.nightjar.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What calls are labelled with that is no model. */
final class LabelsTest {
    @Test
    void shouldSayWhichToolWasCalledAndThatItsOwnErrorIsAFailure() throws Exception {
        try (WatchedApp app = new WatchedApp("log.level=error", "McpApp", "answered")) {
            JsonNode operation = WatchedApp.operation(app.idleStatus(), "mcp.call-tool");

            Map<String, Integer> errors = new TreeMap<>();
            for (JsonNode set : operation.path("label_sets")) {
                errors.put(
                        set.path("labels").path("tool").asText(),
                        set.path("errors").asInt());
            }
            assertThat(errors).containsExactlyInAnyOrderEntriesOf(Map.of("add", 0, "wrong", 1, "unknown", 1));
        }
    }
}
