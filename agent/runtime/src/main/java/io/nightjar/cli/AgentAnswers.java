package io.nightjar.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nightjar.json.AlertJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent answers, as properties that its JVM hands out through the attach protocol: nothing is loaded into
 * that JVM, and nothing is printed there.
 *
 * <p>{@code nightjar.alerts} is a JSON array of alerts, oldest first, each as everywhere. {@code nightjar.status} is a
 * JSON object:
 *
 * <pre>{@code
 * {"version":"0.1.0",
 *  "state":"running",
 *  "config":"/etc/nightjar.properties",
 *  "watched":"onnxruntime, com.acme.Engine#infer",
 *  "uptime_ms":61234,
 *  "operations":[{"operation":"onnxruntime.run","layer":"engine","calls":120,"errors":1,"cancelled":0,
 *                 "in_flight":2,"p50_ms":1.4,"p95_ms":2.0,"p99_ms":9.1,"max_ms":812.4,"alerts":1},
 *                {"operation":"openai.chat-stream", … ,"chunks":340,"first_chunk_ms":212.5,"chunk_gap_ms":31.0,
 *                 "longest_gap_ms":480.2,"input_tokens":1200,"output_tokens":330,
 *                 "label_sets":[{"labels":{"model":"gpt"},"calls":12,"errors":0,"cancelled":1,"mean_ms":911.2,
 *                                "input_tokens":1200,"output_tokens":330}]}],
 *  "destinations":[{"destination":"webhook https://hooks.acme.com","raised":6,"sent":3,"suppressed":0,"dropped":0,
 *                  "pending":1,"failed":2,"stopped":false,"last_answer":"answered 503"}],
 *  "failures":{"weave.transform":1},            swallowed failures of the agent's own
 *  "resources":{"heap_percent":41.2}}           latest readings
 * }</pre>
 *
 * A quantile that is not known, because no call has ended, is null or left out. Chunks, tokens and label
 * sets are left out where none were told; the times between chunks are means, but for the longest; of an operation's label
 * sets the 20 with the most calls are told.
 */
final class AgentAnswers {
    /** Property with the history. */
    static final String ALERTS = "nightjar.alerts";
    /** Property with the state. */
    static final String STATUS = "nightjar.status";

    private AgentAnswers() {}

    /**
     * Asks the agent in a running JVM.
     *
     * @throws CommandFailure where there is no such JVM, or no agent in it
     */
    static String ask(long pid, String property) {
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            return read(jvm.agentProperties(), property, pid);
        }
    }

    static boolean isThere(Properties properties) {
        String status = properties.getProperty(STATUS);
        return status != null && !status.isBlank();
    }

    static String read(Properties properties, String property, long pid) {
        String answer = properties.getProperty(property);
        if (answer == null || answer.isBlank()) {
            throw new CommandFailure("no nightjar runs in process " + pid
                    + ": start that JVM with -javaagent:nightjar.jar, or attach with `java -jar nightjar.jar attach " + pid
                    + "`");
        }
        return answer;
    }

    static Map<String, @Nullable Object> object(String json) {
        try {
            return AlertJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailure("the agent's answer could not be read: " + e.getMessage());
        }
    }

    /** The objects of a JSON array, each as it stands in the text. */
    static List<String> items(String json) {
        List<String> items = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new CommandFailure("the agent's answer could not be read: no JSON array");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                items.add(json.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
        } catch (IOException e) {
            throw new CommandFailure("the agent's answer could not be read: " + e.getMessage());
        }
        return items;
    }
}
