package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.sink.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadUrlTest {
    @Test
    void shouldSwitchOffOnlyTheDestinationWhenItsUrlIsNone() {
        NightjarConfig config = Load.argument(
                        "alerts.to=webhook,slack;webhook.url=https://u:p/assCANARY@h/x;slack.url=https://hooks.slack.com/x")
                .valid();

        assertThat(Settings.of(config.delivery(), Webhook.class)).isNull();
        assertThat(Settings.of(config.delivery(), Slack.class)).isNotNull();
        assertThat(config.switchedOff())
                .singleElement()
                .asString()
                .startsWith("destination webhook is switched off: webhook.url: must be a URL")
                .doesNotContain("CANARY");
    }

    @Test
    void shouldSayThatAUrlIsIgnoredWhenItIsNoneAndItsDestinationIsNotWanted() {
        assertThat(Load.argument("slack.url=hooks.slack.com/CANARY").valid().switchedOff())
                .singleElement()
                .asString()
                .startsWith("slack.url is ignored: must be a URL")
                .doesNotContain("CANARY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook.url=hooks.acme.com/in", "webhook.url=ftp://host/x", "webhook.url=http://host:99999/",
                "webhook.url=http:///x", "webhook.url=http://a b/", "alertmanager.url=localhost",
                "alertmanager.url=http://user:pw@host/x"
            })
    void shouldSwitchOffTheDestinationWhenItsUrlCannotBeUsed(String setting) {
        String destination = setting.substring(0, setting.indexOf('.'));

        NightjarConfig config =
                Load.argument("alerts.to=" + destination + ";" + setting).valid();

        assertThat(Settings.of(config.delivery(), Webhook.class)).isNull();
        assertThat(Settings.of(config.delivery(), Alertmanager.class)).isNull();
        assertThat(config.switchedOff())
                .singleElement()
                .asString()
                .contains(destination + ".url: ")
                .contains("must be ");
    }
}
