package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Teams;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedDestinationsTest {
    @TempDir
    Path directory;

    private NightjarConfig valid(String text) {
        return Load.file(directory, text).valid();
    }

    @Test
    void shouldReadSeveralOfOneTypeBesideTheUnnamedOne() {
        DeliverySettings delivery = valid("""
                        alerts.to = log, slack, team, oncall, hook, am, people
                        slack.url = https://hooks.slack.test/unnamed
                        destination.oncall.url = https://hooks.slack.test/oncall
                        destination.oncall.type = slack
                        destination.oncall.when = severity>=error
                        destination.oncall.resolved = false
                        destination.team.type = slack
                        destination.team.url = https://hooks.slack.test/team
                        destination.hook.type = webhook
                        destination.hook.url = https://hooks.acme.com/in
                        destination.hook.header.X-Team = search
                        destination.hook.timeout = 3s
                        destination.am.type = alertmanager
                        destination.am.url = http://one:9093, http://other:9093
                        destination.people.type = teams
                        destination.people.url = https://flows.test/workflows/1?sig=x
                        """).delivery();

        assertThat(delivery.destinations())
                .extracting(Destination::name)
                .containsExactly("slack", "oncall", "team", "hook", "am", "people");
        Destination oncall = delivery.destinations().get(1);
        assertThat(((Slack) oncall.service()).url()).hasPath("/oncall");
        assertThat(oncall.route().when()).hasToString("severity>=error");
        assertThat(oncall.route().resolved()).isFalse();
        assertThat(delivery.destinations().get(2).route())
                .isEqualTo(Route.everything(delivery.destinations().get(2).name(), NoticeKind.NOTIFICATION));
        Webhook hook = (Webhook) delivery.destinations().get(3).service();
        assertThat(hook.headers().get("X-Team").reveal()).isEqualTo("search");
        assertThat(hook.timeout()).hasSeconds(3);
        assertThat(((Alertmanager) delivery.destinations().get(4).service()).urls())
                .hasSize(2);
        assertThat(((Teams) delivery.destinations().get(5).service()).url()).hasQuery("sig=x");
    }

    @Test
    void shouldGivePagerDutyAndOpsgenieErrorsAloneWhenNothingElseIsSaid() {
        DeliverySettings delivery = valid("""
                        alerts.to = pagerduty, second
                        pagerduty.routing-key = 0123456789abcdef0123456789abcdef
                        log.when = alert_type!=memory
                        destination.second.type = opsgenie
                        destination.second.api-key = 0123-4567
                        """).delivery();

        for (Destination destination : delivery.destinations()) {
            AlertMatcher when = destination.route().when();
            assertThat(when.matches(AlertType.LATENCY, Severity.WARNING, Map.of()))
                    .isFalse();
            assertThat(when.matches(AlertType.LATENCY, Severity.ERROR, Map.of()))
                    .isTrue();
        }
        assertThat(delivery.destinations()).hasSize(2);
        assertThat(delivery.log().when().matches(AlertType.MEMORY, Severity.ERROR, Map.of()))
                .isFalse();
    }

    @Test
    void shouldSayWhichDestinationGetsNothingWhenNobodyListsIt() {
        NightjarConfig config = valid("""
                        destination.oncall.type = slack
                        destination.oncall.url = https://hooks.slack.test/oncall
                        """);

        assertThat(config.delivery().destinations()).isEmpty();
        assertThat(config.switchedOff()).containsExactly("destination oncall gets nothing: alerts.to does not list it");
    }

    @Test
    void shouldSwitchOffThatDestinationAloneWhenItsSecretIsMissing() {
        NightjarConfig config = valid("""
                        alerts.to = oncall, team
                        destination.oncall.type = webhook
                        destination.oncall.url = https://hooks.acme.com/in
                        destination.oncall.secret = ${env:NO_SUCH}
                        destination.team.type = slack
                        destination.team.url = https://hooks.slack.test/team
                        """);

        assertThat(config.delivery().destinations())
                .extracting(Destination::name)
                .containsExactly("team");
        assertThat(config.switchedOff())
                .containsExactly("destination oncall is switched off: destination.oncall.secret: environment variable"
                        + " NO_SUCH is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "destination.slack.url = https://x.test/y|'slack' is a type, not a name",
                "destination.log.when = severity>=error|'log' is a type, not a name",
                "destination.a.url = https://x.test/y|destination.a.type is needed, one of webhook, alertmanager",
                "destination.a.type = slak|must be one of webhook, alertmanager, pagerduty, opsgenie, slack, teams",
                "destination.a.type = slack;destination.a.bearer = x|a destination of type slack has type, url, when",
                "destination.a.type = teams;destination.a.header.X = y|a destination of type teams has type, url",
                "destination.a.type = slack;alerts.to = b|must be one or more, comma separated, of log, webhook",
                "destination.a.type = slack;alerts.to = a|destination.a.url is needed for the destination a",
                "slack.when = severity>error,|a key is missing",
                "webhook.when = operation>=x|only severity has an order: operation takes = or != (character 10)",
                "slack.resolved = maybe|must be true or false",
                "destination.a.typ = slack|unknown key"
            },
            quoteCharacter = '"')
    void shouldSayWhatIsWrongAndWhatIsAllowed(String lines, String message) {
        String text = lines.replace(';', '\n');

        ConfigResult result = Load.file(directory, text).loader().load();

        assertThat(result).as(lines).isInstanceOf(ConfigResult.Invalid.class);
        List<Problem> problems = ((ConfigResult.Invalid) result).problems();
        assertThat(problems).as(lines).extracting(Problem::message).anyMatch(found -> found.startsWith(message));
    }

    @Test
    void shouldSuggestTheKeyThatWasMeant() {
        ConfigResult result = Load.file(directory, "destination.oncall.routing-kee = x")
                .loader()
                .load();

        assertThat(((ConfigResult.Invalid) result).problems())
                .extracting(Problem::suggestion)
                .containsExactly("destination.oncall.routing-key");
    }

    @Test
    void shouldShowNoSecretOfANamedDestination() {
        String secret = "SeCrEtVaLuE";
        ConfigResult result =
                Load.file(directory, """
                        alerts.to = a
                        destination.a.type = slack
                        destination.a.url = https://x.test/%1$s
                        destination.a.header.X-Key = %1$s
                        destination.a.bearer = %1$s
                        destination.a.secret = %1$s
                        """.formatted(secret)).loader().load();

        assertThat(((ConfigResult.Invalid) result).problems()).hasSize(3);
        assertThat(result.toString()).doesNotContain(secret);
    }
}
