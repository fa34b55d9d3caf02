package io.nightjar.config;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Service;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Teams;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import io.nightjar.notify.Route;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one destination. One that lacks a key is a problem; one that is well written but cannot work here is switched off and
 * said. Confined to one thread.
 */
final class DestinationSection {
    private final String type;
    private final String name;
    private final Values values;
    private final Map<String, String> missing;
    private final List<String> switchedOff;
    private final Network network;
    private final @Nullable Setting wantedBy;

    /**
     * @param name the user's, or the type
     * @param values under the keys of the type
     * @param missing keys of the type whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence where it cannot work
     * @param wantedBy what lists it among those that alerts go to; null where nothing does
     */
    DestinationSection(
            String type,
            String name,
            Values values,
            Map<String, String> missing,
            List<String> switchedOff,
            Network network,
            @Nullable Setting wantedBy) {
        this.type = type;
        this.name = name;
        this.values = values;
        this.missing = missing;
        this.switchedOff = switchedOff;
        this.network = network;
        this.wantedBy = wantedBy;
    }

    /** Null where it is not wanted or cannot work. */
    @Nullable
    Destination read() {
        Route route = RouteSection.read(values, type, name, missing);
        Service service = switch (type) {
            case "webhook" -> webhook();
            case "alertmanager" -> alertmanager();
            case "pagerduty" -> pagerDuty();
            case "opsgenie" -> opsgenie();
            case "slack" -> slack();
            default -> teams();
        };
        return service == null ? null : new Destination(name, service, route);
    }

    /** A key of the type as the user writes it for this destination. */
    private String written(Key key) {
        return DestinationTypes.written(key, type, name);
    }

    private @Nullable Webhook webhook() {
        List<URI> urls = values.urls(Key.WEBHOOK_URL);
        Secret secret = values.secret(Key.WEBHOOK_SECRET);
        Map<String, Secret> headers = headers();
        WebhookFormat format = values.choice(Key.WEBHOOK_FORMAT).equals("nightjar")
                ? WebhookFormat.NIGHTJAR
                : WebhookFormat.ALERTMANAGER;
        Webhook webhook = urls.isEmpty()
                ? null
                : new Webhook(urls.get(0), secret, headers, values.duration(Key.WEBHOOK_TIMEOUT), format);
        if (urls.isEmpty()) {
            values.duration(Key.WEBHOOK_TIMEOUT);
        }
        String shape = secret != null && !SecretShape.isWebhookSecret(secret.reveal())
                ? written(Key.WEBHOOK_SECRET).concat(": after whsec_ it must be base64")
                : "";
        return works(urls, shape) && has(Key.WEBHOOK_URL, webhook != null) ? webhook : null;
    }

    private Map<String, Secret> headers() {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (Setting setting : values.all()) {
            if (setting.name().family() == KeyName.Family.HEADER) {
                String header = setting.name().name();
                String wrong = SecretShape.whyNoHeader(header, setting.value());
                if (wrong.isEmpty()) {
                    headers.put(header, Secret.of(setting.value()));
                } else {
                    values.report(setting, wrong, "");
                }
            }
        }
        return headers;
    }

    private @Nullable Alertmanager alertmanager() {
        List<URI> urls = values.urls(Key.ALERTMANAGER_URL);
        String user = values.text(Key.ALERTMANAGER_USER);
        Secret password = values.secret(Key.ALERTMANAGER_PASSWORD);
        Secret bearer = values.secret(Key.ALERTMANAGER_BEARER);
        reportMixedAuthentication(user, password, bearer);
        String shape = bearer != null && !SecretShape.isToken(bearer.reveal())
                ? written(Key.ALERTMANAGER_BEARER).concat(": a token has no blanks")
                : "";
        return works(urls, shape) && has(Key.ALERTMANAGER_URL, !urls.isEmpty())
                ? new Alertmanager(urls, user.isEmpty() ? null : user, password, bearer)
                : null;
    }

    private void reportMixedAuthentication(String user, @Nullable Secret password, @Nullable Secret bearer) {
        Setting userSetting = values.find(Key.ALERTMANAGER_USER);
        Setting passwordSetting = values.find(Key.ALERTMANAGER_PASSWORD);
        Setting bearerSetting = values.find(Key.ALERTMANAGER_BEARER);
        boolean passwordMissing = missing.containsKey(Key.ALERTMANAGER_PASSWORD.text());
        if (bearer != null && (!user.isEmpty() || password != null)) {
            values.report(bearerSetting, "either a bearer token or a user and a password, not both", "");
        } else if (!user.isEmpty() && password == null && !passwordMissing) {
            String needed = written(Key.ALERTMANAGER_PASSWORD).concat(" is needed with ");
            values.report(userSetting, needed.concat(written(Key.ALERTMANAGER_USER)), "");
        } else if (user.isEmpty() && password != null && !missing.containsKey(Key.ALERTMANAGER_USER.text())) {
            String needed = written(Key.ALERTMANAGER_USER).concat(" is needed with ");
            values.report(passwordSetting, needed.concat(written(Key.ALERTMANAGER_PASSWORD)), "");
        }
    }

    private @Nullable PagerDuty pagerDuty() {
        List<URI> urls = values.urls(Key.PAGERDUTY_URL);
        Secret key = values.secret(Key.PAGERDUTY_ROUTING_KEY);
        boolean ownService = values.find(Key.PAGERDUTY_URL) == null;
        String shape = key != null && !SecretShape.isRoutingKey(key.reveal(), ownService)
                ? written(Key.PAGERDUTY_ROUTING_KEY)
                        .concat(": must be the 32 letters and digits of an Events API v2 integration")
                : "";
        boolean on = works(urls, shape)
                && has(Key.PAGERDUTY_ROUTING_KEY, key != null)
                && has(Key.PAGERDUTY_URL, !urls.isEmpty());
        return on ? new PagerDuty(key, urls.get(0)) : null;
    }

    private @Nullable Opsgenie opsgenie() {
        List<URI> urls = values.urls(Key.OPSGENIE_URL);
        Secret key = values.secret(Key.OPSGENIE_API_KEY);
        String shape = key != null && !SecretShape.isToken(key.reveal())
                ? written(Key.OPSGENIE_API_KEY).concat(": a key has no blanks")
                : "";
        boolean on =
                works(urls, shape) && has(Key.OPSGENIE_API_KEY, key != null) && has(Key.OPSGENIE_URL, !urls.isEmpty());
        return on ? new Opsgenie(key, urls.get(0)) : null;
    }

    private @Nullable Slack slack() {
        List<URI> urls = values.urls(Key.SLACK_URL);
        return works(urls, "") && has(Key.SLACK_URL, !urls.isEmpty()) ? new Slack(urls.get(0)) : null;
    }

    private @Nullable Teams teams() {
        List<URI> urls = values.urls(Key.TEAMS_URL);
        return works(urls, "") && has(Key.TEAMS_URL, !urls.isEmpty()) ? new Teams(urls.get(0)) : null;
    }

    /** Whether it is wanted and can work here; if only the latter is not so, that is said. */
    private boolean works(List<URI> urls, String shape) {
        Key key = DestinationTypes.key(type, "url");
        String noUrl = values.whyNoUrl(key);
        if (wantedBy == null) {
            if (noUrl != null) {
                switchedOff.add(written(key).concat(" is ignored: ").concat(noUrl));
            }
            return false;
        }
        String reason = network.trouble().isEmpty() ? shape : network.trouble();
        if (!network.whyNot(urls).isEmpty()) {
            reason = network.whyNot(urls);
        }
        if (noUrl != null) {
            reason = written(key).concat(": ").concat(noUrl);
        }
        for (Map.Entry<String, String> lost : missing.entrySet()) {
            if (lost.getKey().startsWith(type.concat("."))) {
                String tail = lost.getKey().substring(type.length() + 1);
                String lostKey = name.equals(type)
                        ? lost.getKey()
                        : DestinationTypes.prefix(name).concat(tail);
                reason = lostKey.concat(": ").concat(lost.getValue());
            }
        }
        if (!reason.isEmpty()) {
            switchedOff.add(
                    "destination ".concat(name).concat(" is switched off: ").concat(reason));
        }
        return reason.isEmpty();
    }

    /** Reports a key that a wanted destination lacks; one that is there but wrong has been reported already. */
    private boolean has(Key key, boolean present) {
        Setting written = values.find(key);
        if (!present && wantedBy != null && (written == null || written.value().isEmpty())) {
            values.report(
                    wantedBy,
                    written(key).concat(" is needed for the destination ").concat(name),
                    "");
        }
        return present;
    }
}
