package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.Urls;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opsgenie's alert API, which its successor takes too under another base URL: an alert, its acknowledgement and its close by alias;
 * a group is one alert. Immutable; thread-safe.
 */
public final class OpsgenieProtocol extends SingleAlertProtocol {
    static final int MESSAGE_CHARS = 130;
    static final int ALIAS_CHARS = 512;
    static final int DESCRIPTION_CHARS = 15_000;
    static final int DETAILS_CHARS = 8_000;
    static final int SHORT_CHARS = 100;
    static final int MEMBERS = 100;
    private static final String PATH = "/v2/alerts";

    private final Opsgenie settings;

    /** @param name the destination's */
    public OpsgenieProtocol(String name, Opsgenie settings) {
        super(
                settings,
                settings.url(),
                new Endpoint(name, Urls.withPath(settings.url(), PATH), Endpoint.USUAL_TIMEOUT));
        this.settings = settings;
    }

    @Override
    public HttpMessage message(Alert alert, Instant now) {
        return message(alert, FieldLimits.cut(AlertWords.line(alert), DESCRIPTION_CHARS));
    }

    @Override
    HttpMessage message(Alert summary, AlertGroup group, Instant now) {
        String head = FieldLimits.cut(AlertWords.line(summary), DESCRIPTION_CHARS / 2);
        int room = DESCRIPTION_CHARS - head.length() - 1;
        List<String> members = GroupLines.texts(summary, group, MEMBERS, room);
        return message(summary, head + '\n' + String.join("\n", members));
    }

    private HttpMessage message(Alert alert, String words) {
        return alert.status() == AlertStatus.FIRING
                ? message(endpoint().url(), create(alert, words))
                : message(aliasUrl(alert, "/close"), close(alert, words));
    }

    private HttpMessage message(URI url, Map<String, Object> body) {
        Map<String, String> headers = HttpHeaders.json();
        headers.put("Authorization", "GenieKey " + settings.apiKey().reveal());
        return new HttpMessage(url, headers, AlertJson.bytes(body));
    }

    @Override
    public boolean takesAcknowledgements() {
        return true;
    }

    @Override
    HttpMessage acknowledgement(Alert alert, Instant now) {
        Map<?, ?> acknowledged = alert.metadata().get("acknowledged") instanceof Map<?, ?> map ? map : Map.of();
        Map<String, Object> body = new LinkedHashMap<>();
        if (acknowledged.get("by") instanceof String by && !by.isEmpty()) {
            body.put("user", FieldLimits.cut(by, SHORT_CHARS));
        }
        body.put("source", source(alert));
        String note = acknowledged.get("note") instanceof String text ? text : "";
        if (acknowledged.get("until") instanceof String until) {
            note += (note.isEmpty() ? "" : " ") + "(until " + until + ')';
        }
        if (!note.isEmpty()) {
            body.put("note", FieldLimits.cut(note, DESCRIPTION_CHARS));
        }
        return message(aliasUrl(alert, "/acknowledge"), body);
    }

    private static Map<String, Object> create(Alert alert, String words) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("message", FieldLimits.cut(alert.message(), MESSAGE_CHARS));
        body.put("alias", alias(alert));
        body.put("description", words);
        body.put(
                "tags",
                List.of("nightjar", alert.type().jsonName(), alert.severity().jsonName()));
        body.put("details", details(alert));
        body.put("source", source(alert));
        body.put("priority", priority(alert));
        return body;
    }

    private static Map<String, Object> close(Alert alert, String words) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", source(alert));
        body.put("note", words);
        return body;
    }

    /** Labels first, then figures, while there is room. */
    private static Map<String, String> details(Alert alert) {
        Map<String, String> details = new LinkedHashMap<>();
        int[] room = {DETAILS_CHARS};
        alert.labels().forEach((name, value) -> room[0] = put(details, name, value, room[0]));
        alert.metadata().forEach((name, value) -> {
            if (value != null && !details.containsKey(name)) {
                room[0] = put(details, name, value.toString(), room[0]);
            }
        });
        return details;
    }

    private static int put(Map<String, String> details, String name, String value, int room) {
        int needed = name.length() + value.length();
        if (needed > room) {
            return room;
        }
        details.put(name, value);
        return room - needed;
    }

    private static String alias(Alert alert) {
        return FieldLimits.cut(alert.fingerprint(), ALIAS_CHARS);
    }

    private static String source(Alert alert) {
        return FieldLimits.cut(alert.labels().getOrDefault("instance", "nightjar"), SHORT_CHARS);
    }

    private static String priority(Alert alert) {
        return switch (alert.severity()) {
            case CRITICAL -> "P1";
            case ERROR -> "P2";
            case WARNING -> "P3";
        };
    }

    private URI aliasUrl(Alert alert, String action) {
        String alias = URLEncoder.encode(alias(alert), StandardCharsets.UTF_8).replace("+", "%20");
        return Urls.withQuery(endpoint().url(), '/' + alias + action, "identifierType=alias");
    }

    @Override
    public List<String> secrets() {
        return List.of(settings.apiKey().reveal());
    }
}
