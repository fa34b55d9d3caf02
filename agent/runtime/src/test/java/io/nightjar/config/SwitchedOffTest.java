package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.sink.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchedOffTest {
    @TempDir
    Path directory;

    @Test
    void shouldSwitchOffOnlyThatDestinationWhenASecretIsMissing() {
        NightjarConfig config = Load.file(directory, """
                        alerts.to = webhook, slack, alertmanager
                        webhook.url = https://hooks.acme.com/in
                        webhook.secret = ${env:NO_SUCH}
                        slack.url = ${file:none}
                        """).valid();

        assertThat(Settings.of(config.delivery(), Webhook.class)).isNull();
        assertThat(Settings.of(config.delivery(), Slack.class)).isNull();
        assertThat(Settings.of(config.delivery(), Alertmanager.class)).isNotNull();
        assertThat(config.switchedOff())
                .containsExactlyInAnyOrder(
                        "destination webhook is switched off: webhook.secret: environment variable NO_SUCH is not set",
                        "destination slack is switched off: slack.url: file none does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook.url",
                "webhook.secret",
                "pagerduty.routing-key",
                "opsgenie.api-key",
                "slack.url",
                "teams.url",
                "alertmanager.url",
                "alertmanager.bearer"
            })
    void shouldSwitchOffOnlyThatDestinationWhenItsReferenceLeadsNowhere(String key) {
        for (String reference : List.of("${env:NO_SUCH}", "${file:none}", "x${env:NO_SUCH}")) {
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put("alerts.to", "webhook, pagerduty, opsgenie, slack, teams, alertmanager");
            keys.put("webhook.url", "http://hooks.acme.com/in");
            keys.put("pagerduty.routing-key", "0123456789abcdef0123456789abcdef");
            keys.put("opsgenie.api-key", "0123-4567");
            keys.put("slack.url", "http://hooks.slack.test/T");
            keys.put("teams.url", "http://flows.test/T?sig=x");
            keys.put(key, reference);
            StringBuilder text = new StringBuilder();
            keys.forEach((name, value) ->
                    text.append(name).append(" = ").append(value).append('\n'));

            NightjarConfig config = Load.file(directory, text.toString()).valid();

            DeliverySettings to = config.delivery();
            assertThat(config.switchedOff())
                    .singleElement()
                    .asString()
                    .startsWith("destination " + key.substring(0, key.indexOf('.')) + " is switched off: " + key);
            assertThat(to.destinations()).hasSize(5);
        }
    }

    @Test
    void shouldSwitchOffOnlyThatDestinationWhenAKeyHasTheWrongShape() {
        NightjarConfig config = Load.argument("alerts.to=webhook,pagerduty,opsgenie,alertmanager;webhook.url=http://h/"
                        + ";webhook.secret=whsec_!!;pagerduty.routing-key=short;opsgenie.api-key=two words"
                        + ";alertmanager.bearer=ok")
                .valid();

        assertThat(Settings.of(config.delivery(), Webhook.class)).isNull();
        assertThat(Settings.of(config.delivery(), PagerDuty.class)).isNull();
        assertThat(Settings.of(config.delivery(), Opsgenie.class)).isNull();
        assertThat(Settings.of(config.delivery(), Alertmanager.class).bearer()).isEqualTo(Secret.of("ok"));
        assertThat(config.switchedOff()).hasSize(3).noneMatch(line -> line.contains("!!") || line.contains("short"));
    }

    @Test
    void shouldTakeAnyRoutingKeyWhenTheServiceIsNotPagerDutysOwn() {
        NightjarConfig config = Load.argument(
                        "alerts.to=pagerduty;pagerduty.routing-key=short;pagerduty.url=http://localhost:1/")
                .valid();

        assertThat(Settings.of(config.delivery(), PagerDuty.class)).isNotNull();
    }

    @Test
    void shouldSwitchOffTheSpoolWhenItCannotBeWritten() throws Exception {
        Files.writeString(directory.resolve("file"), "");

        NightjarConfig config = Load.argument("alerts.spool=file").in(directory).valid();
        NightjarConfig inside =
                Load.argument("alerts.spool=file/below").in(directory).valid();

        assertThat(config.delivery().spool()).isNull();
        assertThat(config.switchedOff()).singleElement().asString().contains("alerts.spool", "is no directory");
        assertThat(inside.switchedOff()).singleElement().asString().contains("cannot be written");
        assertThat(directory).isDirectoryNotContaining("glob:**below");
    }

    @Test
    void shouldSwitchOffTheLogFileWhenItCannotBeWritten() {
        NightjarConfig config = Load.argument("log.file=.").in(directory).valid();

        assertThat(config.log().file()).isNull();
        assertThat(config.switchedOff()).singleElement().asString().contains("log.file", "standard error");
    }

    @Test
    void shouldSwitchOffOnlyEncryptedDestinationsWhenTheAuthorityFileIsMissing() {
        NightjarConfig config = Load.argument(
                        "alerts.to=webhook,alertmanager;webhook.url=https://h/;http.ca-file=none.pem")
                .in(directory)
                .valid();

        assertThat(Settings.of(config.delivery(), Webhook.class)).isNull();
        assertThat(Settings.of(config.delivery(), Alertmanager.class)).isNotNull();
        assertThat(config.switchedOff()).singleElement().asString().contains("webhook", "http.ca-file", "none.pem");
    }

    @Test
    void shouldLeaveAKeyAtItsDefaultWhenItsSecretIsMissing() {
        NightjarConfig config = Load.argument("labels.pod=${env:POD};service=${env:SVC}")
                .property("sun.java.command", "a.B")
                .valid();

        assertThat(config.service()).isEqualTo("a.B");
        assertThat(config.switchedOff())
                .containsExactly(
                        "labels.pod is ignored: environment variable POD is not set",
                        "service is ignored: environment variable SVC is not set");
    }
}
