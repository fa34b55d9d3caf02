package io.nightjar.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go. A destination that is not wanted, or that cannot work here, is null; {@code log} is always on.
 *
 * @param spool directory of the journal; null for none
 */
public record DeliverySettings(
        @Nullable Webhook webhook,
        @Nullable Alertmanager alertmanager,
        @Nullable PagerDuty pagerduty,
        @Nullable Opsgenie opsgenie,
        @Nullable Slack slack,
        Http http,
        @Nullable Path spool) {

    /** The log alone. */
    static final DeliverySettings NONE =
            new DeliverySettings(null, null, null, null, null, new Http(null, Proxies.NONE), null);

    /** The body of a webhook. */
    public enum WebhookFormat {
        NIGHTJAR,
        ALERTMANAGER
    }

    /** Keys {@code webhook.*}; header values are secrets, because tokens stand in them. */
    public record Webhook(
            URI url, @Nullable Secret secret, Map<String, Secret> headers, Duration timeout, WebhookFormat format) {
        public Webhook {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Webhook[" + origin(url) + ", " + format + ']';
        }
    }

    /** Keys {@code alertmanager.*}: user and password together, or a bearer token, or neither. */
    public record Alertmanager(
            List<URI> urls,
            @Nullable String user,
            @Nullable Secret password,
            @Nullable Secret bearer) {
        public Alertmanager {
            urls = List.copyOf(urls);
        }
    }

    /** Keys {@code pagerduty.*}. */
    public record PagerDuty(Secret routingKey, URI url) {}

    /** Keys {@code opsgenie.*}. */
    public record Opsgenie(Secret apiKey, URI url) {}

    /** Key {@code slack.url}, whose path is a secret. */
    public record Slack(URI url) {
        @Override
        public String toString() {
            return "Slack[" + origin(url) + ']';
        }
    }

    /** Keys {@code http.*}, shared by all destinations. */
    public record Http(@Nullable Path caFile, Proxies proxies) {
        /** With one proxy, {@code http://host:port}, for all; null for none. */
        public Http(@Nullable Path caFile, @Nullable URI proxy) {
            this(caFile, new Proxies(proxy, proxy, List.of()));
        }
    }

    /** A URL as it may be shown: without its user, path and query, in which tokens stand. */
    public static String origin(URI url) {
        return url.getScheme() + "://" + HostOf.host(url) + (HostOf.port(url) < 0 ? "" : ":" + HostOf.port(url));
    }
}
