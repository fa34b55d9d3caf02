package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchedOffTest {
    @TempDir
    Path directory;

    @Test
    void shouldSwitchOffOnlyThatDestinationWhenASecretIsMissing() {
        NightjarConfig config = Load.file(
                        directory,
                        """
                        alerts.to = webhook, slack, alertmanager
                        webhook.url = https://hooks.acme.com/in
                        webhook.secret = ${env:NO_SUCH}
                        slack.url = ${file:none}
                        """)
                .valid();

        assertThat(config.delivery().webhook()).isNull();
        assertThat(config.delivery().slack()).isNull();
        assertThat(config.delivery().alertmanager()).isNotNull();
        assertThat(config.switchedOff())
                .containsExactlyInAnyOrder(
                        "destination webhook is switched off: webhook.secret: environment variable NO_SUCH is not set",
                        "destination slack is switched off: slack.url: file none does not exist");
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

        NightjarConfig config =
                Load.argument("alerts.spool=file").in(directory).valid();
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
        NightjarConfig config =
                Load.argument("labels.pod=${env:POD};service=${env:SVC}").property("sun.java.command", "a.B").valid();

        assertThat(config.service()).isEqualTo("a.B");
        assertThat(config.switchedOff())
                .containsExactly(
                        "labels.pod is ignored: environment variable POD is not set",
                        "service is ignored: environment variable SVC is not set");
    }
}
