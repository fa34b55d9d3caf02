package io.nightjar.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls are labelled with that is no model, and the codes of their failures. */
final class LabelsTest {
    private static final String TELL_ALL =
            "error-rate.threshold=1%;error-rate.min-requests=1;alerts.rate-limit.per=operation;"
                    + "watch=auto,okhttp,apache-httpclient";

    @ParameterizedTest
    @CsvSource({
        "McpApp, mcp.call-tool, io.modelcontextprotocol.spec.McpError -32602",
        "GrpcApp, grpc.call-async, io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED",
        "OkHttpApp, okhttp.request, result.code 429",
        "ApacheHttpApp, apache-httpclient.request, result.code 429",
        "ApacheHttpApp, apache-httpclient.request-4, result.statusLine.statusCode 429"
    })
    void shouldSayWithWhichStatusACallFailed(String name, String operation, String failure) throws Exception {
        try (WatchedApp app = new WatchedApp(TELL_ALL, name, "answered")) {
            JsonNode errors =
                    app.alert("error_rate", operation).path("metadata").path("errors");
            List<String> names = new ArrayList<>();
            errors.fieldNames().forEachRemaining(names::add);

            assertThat(names).as(errors.toString()).contains(failure);
        }
    }

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
