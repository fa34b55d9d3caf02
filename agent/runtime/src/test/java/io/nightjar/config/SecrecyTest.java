package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.sink.Settings;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecrecyTest {
    private static final String SECRET = "s3cr3tNeedle";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook.secret = s3cr3tNeedle",
                "webhook.secert = s3cr3tNeedle",
                "pagerduty.routing-key = s3cr3tNeedle",
                "pagerduty.key = s3cr3tNeedle",
                "opsgenie.api-key = a s3cr3tNeedle",
                "alertmanager.bearer = a s3cr3tNeedle",
                "alertmanager.password = s3cr3tNeedle",
                "webhook.header.Authorization = s3cr3tNeedle\\n",
                "webhook.header.Host = s3cr3tNeedle",
                "otlp.header.Authorization = s3cr3tNeedle\\n",
                "otlp.header.Host = s3cr3tNeedle",
                "otlp.headers.Authorization = s3cr3tNeedle",
                "otlp.endpoint = https://user:s3cr3tNeedle@host/#f",
                "otlp.endpoint = collector:4318/s3cr3tNeedle",
                "webhook.url = https://host/s3cr3tNeedle#x",
                "webhook.url = https://user:s3cr3tNeedle@host/#f",
                "webhook.url = host/s3cr3tNeedle",
                "webhook.url = https://host/${env:X}/s3cr3tNeedle",
                "slack.url = s3cr3tNeedle",
                "slack.url = htps://hooks.slack.com/s3cr3tNeedle",
                "http.proxy = http://me:s3cr3tNeedle@proxy:1",
                "alertmanager.url = http://me:s3cr3tNeedle@a:1, nope",
                "latency.threshold = ${env:NEEDLE}",
                "watch = ${env:NEEDLE}",
                "watch = com.acme#${env:NEEDLE}((",
                "operation.x.match = ${env:NEEDLE}",
                "log.level = ${env:NEEDLE}",
                "my.token = s3cr3tNeedle",
                "pd.key = s3cr3tNeedle",
                "datadog.api_key = s3cr3tNeedle",
                "alertmanager_password = s3cr3tNeedle",
                "smtp.pwd = s3cr3tNeedle",
                "sentry.dsn = https://s3cr3tNeedle@sentry.io/1",
                "alertmanager.bearer = a b\n   s3cr3tNeedle",
                "opsgenie.api-key = a b\ns3cr3tNeedle==",
                "webhook.url = https://user:pa/s3cr3tNeedle@hooks.acme.com/x",
                "webhook.url = https://user:pa,s3cr3tNeedle@hooks.acme.com/x#",
                "webhook.url = https://user:s3cr3tNeedle",
                "http.proxy = http://svc:Sup3r/s3cr3tNeedle@proxy:3128",
                "http.proxy = svc:s3cr3tNeedle@proxy:3128",
                "alertmanager.url = http://u:abcs3cr3tNeedle#x@am:9093, http://u2:p?s3cr3tNeedle@am2:9093",
                "alertmanager.url = http://u:a,s3cr3tNeedle@am:9093",
                "opsgenie.url = https://u:qq\\\\s3cr3tNeedle@og/",
                "slack.url = https://hooks.slack.com/services/T0/B0/s3cr3tNeedle x",
            })
    void shouldShowNoSecretWhenAnythingIsWrong(String line) {
        Load load = Load.file(directory, line + "\n" + line + "\nwindow=x\nalerts.to=webhook,slack,pagerduty\n")
                .variable("NEEDLE", SECRET);

        for (Problem problem : load.problems()) {
            assertThat(problem.render()).doesNotContain(SECRET);
            assertThat(problem.toString() + problem.value() + problem.message()).doesNotContain(SECRET);
        }
    }

    @Test
    void shouldShowNoSecretWhenAnArgumentIsMistakenForAPath() {
        assertThat(Load.argument("webhook.secert=" + SECRET + ";watch=auto").rendered())
                .noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void shouldShowNoSecretWhenTheConfigurationIsPrinted() {
        NightjarConfig config = Load.argument("alerts.to=webhook,opsgenie,alertmanager;webhook.secret=" + SECRET
                        + ";webhook.url=https://h/" + SECRET + ";webhook.header.A=" + SECRET + ";opsgenie.api-key="
                        + SECRET
                        + ";alertmanager.user=me;alertmanager.password=" + SECRET)
                .valid();

        assertThat(config.toString()).doesNotContain(SECRET);
        assertThat(Settings.of(config.delivery(), Webhook.class).secret().reveal())
                .isEqualTo(SECRET);
    }

    @Test
    void shouldShowNoSecretWhenRandomKeysCarryIt() {
        long seed = 20261122;
        Random random = new Random(seed);
        String[] keys = {"webhook.secret", "webhook.header.X", "slack.url", "alertmanager.bearer", "opsgenie.api-key"};
        for (int i = 0; i < 200; i++) {
            String key = keys[random.nextInt(keys.length)];
            int cut = 1 + random.nextInt(key.length());
            String typo = key.substring(0, cut) + (char) ('a' + random.nextInt(26)) + key.substring(cut);
            ConfigResult result =
                    Load.file(directory, typo + "=" + SECRET).loader().load();
            if (result instanceof ConfigResult.Invalid invalid) {
                assertThat(invalid.problems().toString())
                        .as("seed %d, case %d: %s", seed, i, typo)
                        .doesNotContain(SECRET);
            }
        }
    }
}
