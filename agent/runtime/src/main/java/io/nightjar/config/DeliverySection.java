package io.nightjar.config;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Http;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.DeliverySettings.WebhookFormat;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads where alerts go. A destination that lacks a key is a problem; one that is well written but cannot work here is
 * switched off and said, and the others work. Confined to one thread.
 */
final class DeliverySection {
    private final Values values;
    private final Map<String, String> missing;
    private final List<String> switchedOff;
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final List<String> wanted;
    private @Nullable Path caFile;
    private Proxies proxies = Proxies.NONE;
    private String networkTrouble = "";
    private String tlsTrouble = "";

    /**
     * @param missing keys whose secrets could not be read, with the reason
     * @param switchedOff gets a sentence for each destination that cannot work
     */
    DeliverySection(
            Values values,
            Map<String, String> missing,
            List<String> switchedOff,
            Map<String, String> systemProperties,
            Map<String, String> environment) {
        this.systemProperties = systemProperties;
        this.environment = environment;
        this.values = values;
        this.missing = missing;
        this.switchedOff = switchedOff;
        this.wanted = values.choices(Key.ALERTS_TO);
    }

    DeliverySettings read() {
        readHttp();
        return new DeliverySettings(
                webhook(), alertmanager(), pagerDuty(), opsgenie(), slack(), new Http(caFile, proxies), spool());
    }

    private void readHttp() {
        caFile = values.path(Key.HTTP_CA_FILE);
        if (caFile != null && !(Files.isRegularFile(caFile) && Files.isReadable(caFile))) {
            tlsTrouble = "http.ca-file: "
                    .concat(values.shown(Key.HTTP_CA_FILE, caFile, caFile.toString()))
                    .concat(" cannot be read");
            caFile = null;
        }
        if (missing.containsKey(Key.HTTP_CA_FILE.text())) {
            tlsTrouble = "http.ca-file: ".concat(missing.get(Key.HTTP_CA_FILE.text()));
        }
        proxies = ProxySection.read(values, systemProperties, environment);
        if (missing.containsKey(Key.HTTP_PROXY.text())) {
            networkTrouble = "http.proxy: ".concat(missing.get(Key.HTTP_PROXY.text()));
        }
    }

    private @Nullable Webhook webhook() {
        List<URI> urls = values.urls(Key.WEBHOOK_URL);
        Secret secret = values.secret(Key.WEBHOOK_SECRET);
        Webhook webhook = urls.isEmpty()
                ? null
                : new Webhook(
                        urls.get(0),
                        secret,
                        headers(),
                        values.duration(Key.WEBHOOK_TIMEOUT),
                        values.choice(Key.WEBHOOK_FORMAT).equals("nightjar")
                                ? WebhookFormat.NIGHTJAR
                                : WebhookFormat.ALERTMANAGER);
        if (urls.isEmpty()) {
            headers();
            values.duration(Key.WEBHOOK_TIMEOUT);
            values.choice(Key.WEBHOOK_FORMAT);
        }
        String shape = secret != null && !SecretShape.isWebhookSecret(secret.reveal())
                ? "webhook.secret: after whsec_ it must be base64"
                : "";
        boolean on = works("webhook", urls, shape) && has("webhook", Key.WEBHOOK_URL, webhook != null);
        return on ? webhook : null;
    }

    private Map<String, Secret> headers() {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (Setting setting : values.all()) {
            if (setting.name().family() == KeyName.Family.HEADER) {
                String name = setting.name().name();
                String wrong = SecretShape.whyNoHeader(name, setting.value());
                if (wrong.isEmpty()) {
                    headers.put(name, Secret.of(setting.value()));
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
                ? "alertmanager.bearer: a token has no blanks"
                : "";
        boolean on = works("alertmanager", urls, shape) && has("alertmanager", Key.ALERTMANAGER_URL, !urls.isEmpty());
        return on ? new Alertmanager(urls, user.isEmpty() ? null : user, password, bearer) : null;
    }

    private void reportMixedAuthentication(String user, @Nullable Secret password, @Nullable Secret bearer) {
        Setting userSetting = values.find(Key.ALERTMANAGER_USER);
        Setting passwordSetting = values.find(Key.ALERTMANAGER_PASSWORD);
        Setting bearerSetting = values.find(Key.ALERTMANAGER_BEARER);
        boolean passwordMissing = missing.containsKey(Key.ALERTMANAGER_PASSWORD.text());
        if (bearer != null && (!user.isEmpty() || password != null)) {
            values.report(bearerSetting, "either a bearer token or a user and a password, not both", "");
        } else if (!user.isEmpty() && password == null && !passwordMissing) {
            values.report(userSetting, "alertmanager.password is needed with alertmanager.user", "");
        } else if (user.isEmpty() && password != null && !missing.containsKey(Key.ALERTMANAGER_USER.text())) {
            values.report(passwordSetting, "alertmanager.user is needed with alertmanager.password", "");
        }
    }

    private @Nullable PagerDuty pagerDuty() {
        List<URI> urls = values.urls(Key.PAGERDUTY_URL);
        Secret key = values.secret(Key.PAGERDUTY_ROUTING_KEY);
        boolean ownService = values.find(Key.PAGERDUTY_URL) == null;
        String shape = "";
        if (key != null && !SecretShape.isRoutingKey(key.reveal(), ownService)) {
            shape = "pagerduty.routing-key: must be the 32 letters and digits of an Events API v2 integration";
        }
        boolean on = works("pagerduty", urls, shape)
                && has("pagerduty", Key.PAGERDUTY_ROUTING_KEY, key != null)
                && has("pagerduty", Key.PAGERDUTY_URL, !urls.isEmpty());
        return on ? new PagerDuty(key, urls.get(0)) : null;
    }

    private @Nullable Opsgenie opsgenie() {
        List<URI> urls = values.urls(Key.OPSGENIE_URL);
        Secret key = values.secret(Key.OPSGENIE_API_KEY);
        String shape = key != null && !SecretShape.isToken(key.reveal()) ? "opsgenie.api-key: a key has no blanks" : "";
        boolean on = works("opsgenie", urls, shape)
                && has("opsgenie", Key.OPSGENIE_API_KEY, key != null)
                && has("opsgenie", Key.OPSGENIE_URL, !urls.isEmpty());
        return on ? new Opsgenie(key, urls.get(0)) : null;
    }

    private @Nullable Slack slack() {
        List<URI> urls = values.urls(Key.SLACK_URL);
        boolean on = works("slack", urls, "") && has("slack", Key.SLACK_URL, !urls.isEmpty());
        return on ? new Slack(urls.get(0)) : null;
    }

    /** Whether a destination is wanted and can work here; if only the latter is not so, that is said. */
    private boolean works(String destination, List<URI> urls, String shape) {
        Key key = Key.named(destination.concat(".url"));
        String noUrl = key == null ? null : values.whyNoUrl(key);
        if (!wanted.contains(destination)) {
            if (noUrl != null) {
                switchedOff.add(key.text().concat(" is ignored: ").concat(noUrl));
            }
            return false;
        }
        String reason = networkTrouble.isEmpty() ? shape : networkTrouble;
        for (URI url : urls) {
            if (!tlsTrouble.isEmpty() && url.getScheme().equalsIgnoreCase("https")) {
                reason = tlsTrouble;
            }
        }
        if (noUrl != null) {
            reason = key.text().concat(": ").concat(noUrl);
        }
        for (Map.Entry<String, String> lost : missing.entrySet()) {
            if (lost.getKey().startsWith(destination.concat("."))) {
                reason = lost.getKey().concat(": ").concat(lost.getValue());
            }
        }
        if (!reason.isEmpty()) {
            switchedOff.add("destination "
                    .concat(destination)
                    .concat(" is switched off: ")
                    .concat(reason));
        }
        return reason.isEmpty();
    }

    /** Reports a key that a wanted destination lacks; one that is there but wrong has been reported already. */
    private boolean has(String destination, Key key, boolean present) {
        Setting to = values.find(Key.ALERTS_TO);
        Setting written = values.find(key);
        if (!present && to != null && (written == null || written.value().isEmpty())) {
            values.report(
                    to, key.text().concat(" is needed for the destination ").concat(destination), "");
        }
        return present;
    }

    private @Nullable Path spool() {
        Path spool = values.path(Key.ALERTS_SPOOL);
        String trouble = spool == null ? "" : WritablePlace.whyNoDirectory(spool);
        if (!trouble.isEmpty()) {
            switchedOff.add("alerts.spool is switched off: ".concat(values.shown(Key.ALERTS_SPOOL, spool, trouble)));
            return null;
        }
        return spool;
    }
}
