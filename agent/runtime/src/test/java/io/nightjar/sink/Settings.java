package io.nightjar.sink;

import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.config.Proxies;
import io.nightjar.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Delivery settings for tests. */
public final class Settings {
    public static final Http NO_HTTP = new Http(null, Proxies.NONE);

    private Settings() {}

    public static DeliverySettings none() {
        return new DeliverySettings(null, null, null, null, null, NO_HTTP, null);
    }

    public static Webhook webhook(URI url) {
        return webhook(url, Duration.ofSeconds(5));
    }

    public static Webhook webhook(URI url, Duration timeout) {
        return new Webhook(url, null, Map.of(), timeout, WebhookFormat.NIGHTJAR);
    }

    public static DeliverySettings with(Webhook webhook) {
        return with(webhook, (Path) null);
    }

    public static DeliverySettings with(Webhook webhook, Path spool) {
        return new DeliverySettings(webhook, null, null, null, null, NO_HTTP, spool);
    }

    public static DeliverySettings with(Webhook webhook, Http http) {
        return new DeliverySettings(webhook, null, null, null, null, http, null);
    }

    public static DeliverySettings with(Alertmanager alertmanager) {
        return new DeliverySettings(null, alertmanager, null, null, null, NO_HTTP, null);
    }

    public static Alertmanager alertmanager(URI... urls) {
        return new Alertmanager(List.of(urls), null, null, null);
    }

    public static Secret secret(String value) {
        return Secret.of(value);
    }
}
