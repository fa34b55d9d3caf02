package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.config.Secret;
import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.Urls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A webhook with the headers of Standard Webhooks 1.0.0. Immutable; thread-safe. */
public final class WebhookProtocol extends SingleAlertProtocol {

    private final Webhook settings;
    private final Map<String, String> headers;
    private final StandardWebhooks signatures;

    /** @param name the destination's */
    public WebhookProtocol(String name, Webhook settings, AgentLog log) {
        super(settings, settings.url(), new Endpoint(name, Urls.requested(settings.url()), settings.timeout()));
        this.settings = settings;
        Secret secret = settings.secret();
        this.signatures = StandardWebhooks.of(secret == null ? "" : secret.reveal());
        this.headers = new LinkedHashMap<>(HttpHeaders.usable(settings.headers(), log));
        HttpHeaders.addUserOf(settings.url(), headers);
    }

    @Override
    public boolean goneStops() {
        return true;
    }

    @Override
    public HttpMessage message(Alert alert, Instant now) {
        byte[] body = settings.format() == WebhookFormat.ALERTMANAGER
                ? AlertmanagerPayload.webhookV4(alert)
                : AlertJson.bytes(alert);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(HttpHeaders.json());
        all.put("webhook-id", alert.id());
        all.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        String signature = signatures.signature(alert.id(), now.getEpochSecond(), body);
        if (!signature.isEmpty()) {
            all.put("webhook-signature", signature);
        }
        return new HttpMessage(endpoint().url(), all, body);
    }

    @Override
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>(headers.values());
        Secret secret = settings.secret();
        if (secret != null) {
            secrets.add(secret.reveal());
        }
        return secrets;
    }
}
