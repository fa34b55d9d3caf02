package io.nightjar.status;

import io.nightjar.alert.AlertRecord;
import io.nightjar.json.AlertJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that the agent answers, the same wherever it is asked: its status as an object, its alerts as an array. Each record holds its own keys. Stateless; thread-safe.
 */
public final class StatusJson {
    private StatusJson() {}

    /** The status as JSON; doubles unrounded, a number that JSON cannot write is null. */
    public static String text(AgentStatus status) {
        return new String(AlertJson.bytes(status.toMap()), StandardCharsets.UTF_8);
    }

    /** Alerts as a JSON array, each as everywhere, in the given order. */
    public static String alerts(List<AlertRecord> alerts) {
        return new String(AlertJson.bytes(Members.maps(alerts, AlertRecord::toMap)), StandardCharsets.UTF_8);
    }

    /** How the process's own user reaches the console. */
    public static String access(StatusSource source) {
        return new String(AlertJson.bytes(source.consoleAccess()), StandardCharsets.UTF_8);
    }

    /** An alert as in {@link #alerts}. */
    public static String alert(AlertRecord alert) {
        return new String(AlertJson.bytes(alert.toMap()), StandardCharsets.UTF_8);
    }

    /**
     * A status read back from the JSON of an agent of any version: unknown members are passed over, absent ones stay
     * unknown. Empty where the object is: the agent could not make its status.
     *
     * @throws IOException if the text is no JSON object
     */
    public static Optional<AgentStatus> parse(String json) throws IOException {
        Map<String, @Nullable Object> members = AlertJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
        return members.isEmpty() ? Optional.empty() : Optional.of(AgentStatus.read(new Members(members)));
    }
}
