package io.nightjar.config;

import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go; a destination that is not wanted, or that cannot work here, is left out. Immutable.
 *
 * @param destinations in the order of the documentation, the unnamed ones first
 * @param log what the log takes, which is always on
 * @param spool directory of the journal; null for none
 */
public record DeliverySettings(
        List<Destination> destinations,
        Route log,
        Http http,
        @Nullable Path spool) {
    /** The log alone. */
    static final DeliverySettings NONE = new DeliverySettings(
            List.of(), Route.everything(Route.LOG, NoticeKind.NOTIFICATION), new Http(null, Proxies.NONE), null);

    public DeliverySettings {
        destinations = List.copyOf(destinations);
    }

    /** A kind of service, with what is needed to reach one. */
    public sealed interface Service {}

    /** The body of a webhook. */
    public enum WebhookFormat {
        NIGHTJAR,
        ALERTMANAGER
    }

    /** Keys {@code webhook.*}; header values are secrets, because tokens stand in them. */
    public record Webhook(
            URI url, @Nullable Secret secret, Map<String, Secret> headers, Duration timeout, WebhookFormat format)
            implements Service {
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
            @Nullable Secret bearer) implements Service {
        public Alertmanager {
            urls = List.copyOf(urls);
        }
    }

    /** Keys {@code pagerduty.*}. */
    public record PagerDuty(Secret routingKey, URI url) implements Service {}

    /** Keys {@code opsgenie.*}. */
    public record Opsgenie(Secret apiKey, URI url) implements Service {}

    /** Key {@code slack.url}, whose path is a secret. */
    public record Slack(URI url) implements Service {
        @Override
        public String toString() {
            return "Slack[" + origin(url) + ']';
        }
    }

    /** Key {@code teams.url}, whose path and query are secret: that of a workflow of Microsoft Teams. */
    public record Teams(URI url) implements Service {
        @Override
        public String toString() {
            return "Teams[" + origin(url) + ']';
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
