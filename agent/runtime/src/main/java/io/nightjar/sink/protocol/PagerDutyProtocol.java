package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
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

/** PagerDuty's Events API v2: a trigger and a resolve under the condition's fingerprint. Immutable; thread-safe. */
public final class PagerDutyProtocol extends SingleAlertProtocol {
    static final int SUMMARY_CHARS = 1024;
    static final int DEDUP_KEY_CHARS = 255;
    static final int BODY_BYTES = 512 * 1024;

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
        byte[] body = AlertJson.bytes(event(alert, true));
        if (body.length > BODY_BYTES) {
            body = AlertJson.bytes(event(alert, false));
        }
        return new HttpMessage(endpoint().url(), HttpHeaders.json(), body);
    }

    private Map<String, @Nullable Object> event(Alert alert, boolean details) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("routing_key", settings.routingKey().reveal());
        event.put("event_action", alert.status() == AlertStatus.FIRING ? "trigger" : "resolve");
        event.put("dedup_key", FieldLimits.cut(alert.fingerprint(), DEDUP_KEY_CHARS));
        event.put("payload", payload(alert, details));
        event.put("client", "nightjar");
        return event;
    }

    private static Map<String, @Nullable Object> payload(Alert alert, boolean details) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("summary", FieldLimits.cut(alert.message(), SUMMARY_CHARS));
        payload.put("source", alert.labels().getOrDefault("instance", "nightjar"));
        payload.put("severity", alert.severity().jsonName());
        payload.put("timestamp", IsoMillis.format(alert.timestamp()));
        putLabel(payload, "component", alert, "operation");
        putLabel(payload, "group", alert, "service");
        payload.put("class", alert.type().jsonName());
        if (details) {
            Map<String, @Nullable Object> custom = new LinkedHashMap<>(alert.metadata());
            custom.put("labels", alert.labels());
            custom.put("id", alert.id());
            payload.put("custom_details", custom);
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
