package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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

        assertThat(config.delivery().webhook()).isNull();
        assertThat(config.delivery().slack()).isNull();
        assertThat(config.delivery().alertmanager()).isNotNull();
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
                "alertmanager.url",
                "alertmanager.bearer"
            })
    void shouldSwitchOffOnlyThatDestinationWhenItsReferenceLeadsNowhere(String key) {
        for (String reference : List.of("${env:NO_SUCH}", "${file:none}", "x${env:NO_SUCH}")) {
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put("alerts.to", "webhook, pagerduty, opsgenie, slack, alertmanager");
            keys.put("webhook.url", "http://hooks.acme.com/in");
            keys.put("pagerduty.routing-key", "0123456789abcdef0123456789abcdef");
            keys.put("opsgenie.api-key", "0123-4567");
            keys.put("slack.url", "http://hooks.slack.test/T");
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
            assertThat(Stream.of(to.webhook(), to.pagerduty(), to.opsgenie(), to.slack(), to.alertmanager())
                            .filter(Objects::nonNull))
                    .hasSize(4);
        }
    }

    @Test
    void shouldSwitchOffOnlyThatDestinationWhenAKeyHasTheWrongShape() {
        NightjarConfig config = Load.argument("alerts.to=webhook,pagerduty,opsgenie,alertmanager;webhook.url=http://h/"
                        + ";webhook.secret=whsec_!!;pagerduty.routing-key=short;opsgenie.api-key=two words"
                        + ";alertmanager.bearer=ok")
                .valid();

        assertThat(config.delivery().webhook()).isNull();
        assertThat(config.delivery().pagerduty()).isNull();
        assertThat(config.delivery().opsgenie()).isNull();
        assertThat(config.delivery().alertmanager().bearer()).isEqualTo(Secret.of("ok"));
        assertThat(config.switchedOff()).hasSize(3).noneMatch(line -> line.contains("!!") || line.contains("short"));
    }

    @Test
    void shouldTakeAnyRoutingKeyWhenTheServiceIsNotPagerDutysOwn() {
        NightjarConfig config = Load.argument(
                        "alerts.to=pagerduty;pagerduty.routing-key=short;pagerduty.url=http://localhost:1/")
                .valid();

        assertThat(config.delivery().pagerduty()).isNotNull();
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

        assertThat(config.delivery().webhook()).isNull();
        assertThat(config.delivery().alertmanager()).isNotNull();
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
