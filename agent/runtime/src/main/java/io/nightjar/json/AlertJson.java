package io.nightjar.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alert as one JSON object: the same bytes in a webhook's body, the spool, the history and the log. Stateless;
 * thread-safe.
 */
public final class AlertJson {
    private AlertJson() {}

    /** The alert's JSON in UTF-8; doubles unrounded, a number that JSON cannot write is null. */
    public static byte[] bytes(Alert alert) {
        return bytes(alert.toMap());
    }

    /** The alert's JSON as text. */
    public static String text(Alert alert) {
        return new String(bytes(alert), StandardCharsets.UTF_8);
    }

    /**
     * An alert read back from its JSON; unknown members are passed over.
     *
     * @throws IOException if the text is no JSON, or no alert
     */
    public static Alert parse(byte[] json) throws IOException {
        return alert(parseObject(json));
    }

    /**
     * Any JSON object as maps, lists, strings, longs, doubles, booleans and nulls.
     *
     * @throws IOException if the text is no JSON object
     */
    public static Map<String, @Nullable Object> parseObject(byte[] json) throws IOException {
        try (JsonParser parser = JsonValues.factory().createParser(json)) {
            return JsonValues.readObject(parser);
        }
    }

    /** Maps, lists, strings, numbers, booleans and nulls as JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JsonValues.factory().createGenerator(out)) {
            JsonValues.write(json, value);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return out.toByteArray();
    }

    /** The alert that such members describe. */
    public static Alert alert(Map<String, @Nullable Object> members) throws IOException {
        try {
            return new Alert(
                    named(AlertType.values(), text(members, "alert_type")),
                    named(Severity.values(), text(members, "severity")),
                    text(members, "message"),
                    Instant.parse(text(members, "timestamp")),
                    object(members, "metadata"),
                    text(members, "id"),
                    named(AlertStatus.values(), text(members, "status")),
                    text(members, "fingerprint"),
                    Instant.parse(text(members, "starts_at")),
                    members.get("ends_at") instanceof String endsAt ? Instant.parse(endsAt) : null,
                    labels(object(members, "labels")));
        } catch (DateTimeException noInstant) {
            throw new IOException("an alert with an unreadable time", noInstant);
        }
    }

    private static String text(Map<String, @Nullable Object> members, String name) throws IOException {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IOException("an alert without " + name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> members, String name)
            throws IOException {
        if (members.get(name) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IOException("an alert without " + name);
    }

    private static Map<String, String> labels(Map<String, @Nullable Object> members) {
        Map<String, String> labels = new LinkedHashMap<>();
        members.forEach((name, value) -> labels.put(name, String.valueOf(value)));
        return labels;
    }

    /** The constant whose JSON name is this: the lower-case form of its own name, in all three enumerations. */
    private static <E extends Enum<E>> E named(E[] constants, String name) throws IOException {
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new IOException("an alert of an unknown kind");
    }
}
