package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.IsoMillis;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.Urls;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PagerDuty's Events API v2: a trigger, an acknowledge and a resolve under the fingerprint of the condition or the group, which is
 * one incident. Immutable; thread-safe.
 */
public final class PagerDutyProtocol extends SingleAlertProtocol {
    static final int SUMMARY_CHARS = 1024;
    static final int DEDUP_KEY_CHARS = 255;
    static final int BODY_BYTES = 512 * 1024;
    static final int MEMBERS = 100;
    private static final int MEMBERS_CHARS = 32_000;

    private final PagerDuty settings;

    /** @param name the destination's */
    public PagerDutyProtocol(String name, PagerDuty settings) {
        super(settings, settings.url(), new Endpoint(name, url(settings.url()), Endpoint.USUAL_TIMEOUT));
        this.settings = settings;
    }

    private static URI url(URI configured) {
        String path = configured.getRawPath();
        return path != null && path.endsWith("/enqueue")
                ? Urls.requested(configured)
                : Urls.withPath(configured, "/v2/enqueue");
    }

    @Override
    public HttpMessage message(Alert alert, Instant now) {
        return message(alert, details(alert));
    }

    @Override
    HttpMessage message(Alert summary, AlertGroup group, Instant now) {
        Map<String, @Nullable Object> details = details(summary);
        details.put("group", group.labels());
        details.put("alerts", GroupLines.texts(summary, group, MEMBERS, MEMBERS_CHARS));
        return message(summary, details);
    }

    private HttpMessage message(Alert alert, Map<String, @Nullable Object> details) {
        String action = alert.status() == AlertStatus.FIRING ? "trigger" : "resolve";
        Map<String, @Nullable Object> event = event(action, alert);
        event.put("payload", payload(alert, details));
        event.put("client", "nightjar");
        byte[] body = AlertJson.bytes(event);
        if (body.length > BODY_BYTES) {
            event.put("payload", payload(alert, Map.of()));
            body = AlertJson.bytes(event);
        }
        return new HttpMessage(endpoint().url(), HttpHeaders.json(), body);
    }

    @Override
    public boolean takesAcknowledgements() {
        return true;
    }

    @Override
    HttpMessage acknowledgement(Alert alert, Instant now) {
        return new HttpMessage(endpoint().url(), HttpHeaders.json(), AlertJson.bytes(event("acknowledge", alert)));
    }

    private Map<String, @Nullable Object> event(String action, Alert alert) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("routing_key", settings.routingKey().reveal());
        event.put("event_action", action);
        event.put("dedup_key", FieldLimits.cut(alert.fingerprint(), DEDUP_KEY_CHARS));
        return event;
    }

    private static Map<String, @Nullable Object> details(Alert alert) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>(alert.metadata());
        details.put("labels", alert.labels());
        details.put("id", alert.id());
        return details;
    }

    private static Map<String, @Nullable Object> payload(Alert alert, Map<String, @Nullable Object> details) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("summary", FieldLimits.cut(alert.message(), SUMMARY_CHARS));
        payload.put("source", alert.labels().getOrDefault("instance", "nightjar"));
        payload.put("severity", alert.severity().jsonName());
        payload.put("timestamp", IsoMillis.format(alert.timestamp()));
        putLabel(payload, "component", alert, "operation");
        putLabel(payload, "group", alert, "service");
        payload.put("class", alert.type().jsonName());
        if (!details.isEmpty()) {
            payload.put("custom_details", details);
        }
        return payload;
    }

    private static void putLabel(Map<String, @Nullable Object> payload, String field, Alert alert, String label) {
        String value = alert.labels().get(label);
        if (value != null) {
            payload.put(field, value);
        }
    }

    @Override
    public List<String> secrets() {
        return List.of(settings.routingKey().reveal());
    }
}
