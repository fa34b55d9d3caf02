package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
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
import org.jspecify.annotations.Nullable;

/** A webhook with the headers of Standard Webhooks 1.0.0. Immutable; thread-safe. */
public final class WebhookProtocol extends SingleAlertProtocol {
    /** Of a group. */
    static final int MEMBERS = 100;
    /** All members together: what a receiver takes that limits bodies to 100 KB, as many do. */
    static final int MEMBERS_BYTES = 64 * 1024;

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
        return message(alert.id(), body, now);
    }

    @Override
    HttpMessage message(Alert summary, AlertGroup group, Instant now) {
        byte[] body = settings.format() == WebhookFormat.ALERTMANAGER
                ? AlertmanagerPayload.webhookV4(summary, group, MEMBERS, MEMBERS_BYTES)
                : group(summary, group);
        return message(summary.id(), body, now);
    }

    private static byte[] group(Alert summary, AlertGroup group) {
        GroupMembers members = GroupMembers.fitting(
                summary, group, MEMBERS, MEMBERS_BYTES, member -> AlertJson.bytes(member).length + 1);
        List<Object> alerts = new ArrayList<>(members.alerts().size());
        for (Alert member : members.alerts()) {
            alerts.add(member.toMap());
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("status", summary.status().jsonName());
        body.put("group", group.labels());
        body.put("alerts", alerts);
        members.putLeftOut(body);
        return AlertJson.bytes(body);
    }

    private HttpMessage message(String id, byte[] body, Instant now) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(HttpHeaders.json());
        all.put("webhook-id", id);
        all.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        String signature = signatures.signature(id, now.getEpochSecond(), body);
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
