package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
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
 * Opsgenie's alert API, which its successor takes too under another base URL: an alert and its close by alias. Immutable;
 * thread-safe.
 */
public final class OpsgenieProtocol extends SingleAlertProtocol {
    static final int MESSAGE_CHARS = 130;
    static final int ALIAS_CHARS = 512;
    static final int DESCRIPTION_CHARS = 15_000;
    static final int DETAILS_CHARS = 8_000;
    static final int SHORT_CHARS = 100;
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
        Map<String, String> headers = HttpHeaders.json();
        headers.put("Authorization", "GenieKey " + settings.apiKey().reveal());
        return alert.status() == AlertStatus.FIRING
                ? new HttpMessage(endpoint().url(), headers, AlertJson.bytes(create(alert)))
                : new HttpMessage(closeUrl(alert), headers, AlertJson.bytes(close(alert)));
    }

    private static Map<String, Object> create(Alert alert) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("message", FieldLimits.cut(alert.message(), MESSAGE_CHARS));
        body.put("alias", alias(alert));
        body.put("description", FieldLimits.cut(AlertWords.line(alert), DESCRIPTION_CHARS));
        body.put(
                "tags",
                List.of("nightjar", alert.type().jsonName(), alert.severity().jsonName()));
        body.put("details", details(alert));
        body.put("source", source(alert));
        body.put("priority", priority(alert));
        return body;
    }

    private static Map<String, Object> close(Alert alert) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", source(alert));
        body.put("note", FieldLimits.cut(AlertWords.line(alert), DESCRIPTION_CHARS));
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

    private URI closeUrl(Alert alert) {
        String alias = URLEncoder.encode(alias(alert), StandardCharsets.UTF_8).replace("+", "%20");
        return Urls.withQuery(endpoint().url(), '/' + alias + "/close", "identifierType=alias");
    }

    @Override
    public List<String> secrets() {
        return List.of(settings.apiKey().reveal());
    }
}
