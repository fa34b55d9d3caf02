package io.nightjar.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.DeliverySettings.Service;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.config.Destination;
import io.nightjar.config.Proxies;
import io.nightjar.config.Secret;
import io.nightjar.notify.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Delivery settings for tests. */
public final class Settings {
    public static final Http NO_HTTP = new Http(null, Proxies.NONE);

    private Settings() {}

    /** With destinations that are named after their types and take everything. */
    public static DeliverySettings delivery(Http http, Path spool, Service... services) {
        List<Destination> destinations = new ArrayList<>();
        for (Service service : services) {
            destinations.add(new Destination(
                    typeOf(service),
                    service,
                    Route.everything(
                            typeOf(service),
                            service instanceof Alertmanager ? NoticeKind.CONDITION : NoticeKind.NOTIFICATION)));
        }
        return new DeliverySettings(destinations, Route.everything(Route.LOG, NoticeKind.NOTIFICATION), http, spool);
    }

    private static String typeOf(Service service) {
        return service.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** The settings of the only destination of that type; null where there is none. */
    public static <T extends Service> T of(DeliverySettings settings, Class<T> type) {
        T found = null;
        for (Destination destination : settings.destinations()) {
            if (type.isInstance(destination.service())) {
                assertThat(found).as("two of " + type).isNull();
                found = type.cast(destination.service());
            }
        }
        return found;
    }

    public static DeliverySettings none() {
        return delivery(NO_HTTP, null);
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
        return delivery(NO_HTTP, spool, webhook);
    }

    public static DeliverySettings with(Webhook webhook, Http http) {
        return delivery(http, null, webhook);
    }

    public static DeliverySettings with(Alertmanager alertmanager) {
        return delivery(NO_HTTP, null, alertmanager);
    }

    public static Alertmanager alertmanager(URI... urls) {
        return new Alertmanager(List.of(urls), null, null, null);
    }

    public static Secret secret(String value) {
        return Secret.of(value);
    }
}
