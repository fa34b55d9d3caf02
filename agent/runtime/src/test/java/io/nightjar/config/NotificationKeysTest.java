package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.notify.Flapping;
import io.nightjar.notify.Grouping;
import io.nightjar.notify.NotificationSettings;
import io.nightjar.notify.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationKeysTest {
    /** What each type needs to be on. */
    private static final Map<String, String> NEEDED = Map.of(
            "webhook", "url = http://localhost:1/",
            "alertmanager", "url = http://localhost:1/",
            "pagerduty", "routing-key = 0123456789abcdef0123456789abcdef",
            "opsgenie", "api-key = 0123-4567",
            "slack", "url = http://localhost:1/",
            "teams", "url = http://localhost:1/");

    @TempDir
    Path directory;

    private NotificationSettings settings(String text) {
        return Load.file(directory, text).valid().detection().notifications();
    }

    private Route route(String text) {
        List<Route> routes = settings(text).routes();
        assertThat(routes).hasSize(2);
        return routes.get(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook", "pagerduty", "opsgenie", "slack", "teams"})
    void shouldReadEachKeyOfAnUnnamedAndOfANamedDestination(String type) {
        for (String prefix : List.of(type, "destination.people")) {
            String name = prefix.equals(type) ? type : "people";
            String text = """
                    alerts.to = %2$s
                    %3$s
                    %1$s.%4$s
                    """.formatted(
                            prefix, name, prefix.equals(type) ? "" : prefix + ".type = " + type, NEEDED.get(type));
            Route plain = route(text);
            Route full = route(text + """
                    %1$s.after = 10m
                    %1$s.remind = 2h
                    %1$s.group-by = alert_type, severity,label_1
                    %1$s.group-wait = 0s
                    %1$s.group-interval = 5m
                    """.formatted(prefix));
            Route grouped = route(text + prefix + ".group-by = operation");

            assertThat(plain.after()).isZero();
            assertThat(plain.remind()).isNull();
            assertThat(plain.grouping()).isNull();
            assertThat(full.destination()).isEqualTo(name);
            assertThat(full.after()).hasMinutes(10);
            assertThat(full.remind()).hasHours(2);
            assertThat(full.grouping())
                    .isEqualTo(new Grouping(
                            List.of("alert_type", "severity", "label_1"), Duration.ZERO, Duration.ofMinutes(5)));
            assertThat(grouped.grouping())
                    .isEqualTo(new Grouping(List.of("operation"), Duration.ofSeconds(10), Duration.ofMinutes(1)));
        }
    }

    @Test
    void shouldGiveAlertmanagerEscalationAlone() {
        assertThat(route("alerts.to = alertmanager\nalertmanager.after = 5m").after())
                .hasMinutes(5);
        assertThat(route("alerts.to = am\ndestination.am.type = alertmanager\ndestination.am.after = 5")
                        .after())
                .hasSeconds(5);
    }

    @Test
    void shouldReadThemFromTheEnvironmentWhenTheyAreOfAnUnnamedDestination() {
        Route route = Load.argument("alerts.to=slack;slack.url=http://localhost:1/")
                .variable("NIGHTJAR_SLACK_GROUP_BY", "operation")
                .variable("NIGHTJAR_SLACK_AFTER", "1m")
                .valid()
                .detection()
                .notifications()
                .routes()
                .get(1);

        assertThat(route.after()).hasMinutes(1);
        assertThat(route.grouping().by()).containsExactly("operation");
    }

    @Test
    void shouldTakeAReminderAsLongAsTheLimit() {
        String text = "alerts.to = teams\nteams.url = http://localhost:1/\nteams.remind = 10s\n";

        assertThat(route(text + "alerts.rate-limit = 10s").remind()).hasSeconds(10);
        assertThat(route(text + "alerts.rate-limit = 0s").remind()).hasSeconds(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "slack.remind=299s|must be a duration not shorter than alerts.rate-limit, which is 300s",
                "alerts.rate-limit=10m;slack.remind=599|must be a duration not shorter than alerts.rate-limit, which is 10m",
                "slack.remind=0s|must be a duration above 0",
                "slack.remind=|must be a duration above 0",
                "slack.after=-1s|must be a duration of 0s or more",
                "slack.group-by=operation, 1x|'1x' is none: a label's name is made of letters, digits and _",
                "slack.group-by=operation,model,operation|the label operation stands there twice",
                "slack.group-by=|must be label names, comma separated, such as alert_type, operation",
                "slack.group-by=,|must be label names, comma separated, such as alert_type, operation",
                "slack.group-wait=5s|there are no groups without slack.group-by",
                "slack.group-interval=5s|there are no groups without slack.group-by",
                "slack.group-by=model;slack.group-wait=x|must be a duration of 0s or more",
                "slack.group-by=model;slack.group-interval=0|must be a duration above 0",
                "alertmanager.group-by=model|unknown key: Alertmanager groups and repeats by its own configuration",
                "alertmanager.group-wait=1s|unknown key: Alertmanager groups and repeats by its own configuration",
                "alertmanager.group-interval=1s|unknown key: Alertmanager groups and repeats by its own configuration",
                "alertmanager.remind=1h|unknown key: Alertmanager groups and repeats by its own configuration",
                "alertmanager.routing-key=1h|unknown key",
                "log.after=5m|unknown key: as a destination the log has when and resolved alone",
                "log.group-by=model|unknown key: as a destination the log has when and resolved alone",
                "alerts.flapping=5|must be a number of beginnings, at most 1000, in a time, such as 5 in 10m; 0 for never",
                "alerts.flapping=5 in|must be a number of beginnings",
                "alerts.flapping=|must be a number of beginnings",
                "alerts.flapping=5 in 0s|must be a number of beginnings",
                "alerts.flapping=-5 in 10m|must be a number of beginnings",
                "alerts.flapping=1001 in 10m|must be a number of beginnings",
            })
    void shouldSayWhatIsWrongAndWhere(String lines, String message) {
        String[] written = lines.split(";");
        String last = written[written.length - 1];

        List<Problem> problems =
                Load.file(directory, String.join("\n", written)).problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).isEqualTo(written.length);
        assertThat(problems.get(0).key()).isEqualTo(last.substring(0, last.indexOf('=')));
        assertThat(problems.get(0).message()).startsWith(message);
        assertThat(problems.get(0).suggestion()).doesNotContain("group-by");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "teams;remind=1s|must be a duration not shorter than alerts.rate-limit, which is 300s",
                "teams;group-wait=1s|there are no groups without destination.a.b.group-by",
                "alertmanager;group-by=model|Alertmanager groups and repeats by its own configuration",
                "alertmanager;remind=1h|Alertmanager groups and repeats by its own configuration",
            })
    void shouldSayWhatIsWrongWithANamedDestination(String lines, String message) {
        String key = "destination.ab.";
        String text = key + "type = " + lines.replace(";", '\n' + key);

        List<Problem> problems = Load.file(directory, text).problems();

        assertThat(problems).extracting(Problem::message).containsExactly(message.replace("a.b", "ab"));
        assertThat(problems.get(0).line()).isEqualTo(2);
    }

    @Test
    void shouldSayNothingOfGroupsWhenTheirLabelsCannotBeRead() {
        NightjarConfig config = Load.file(directory, """
                        alerts.to = slack
                        slack.url = http://localhost:1/
                        slack.group-by = ${env:NO_SUCH}
                        slack.group-wait = 5s
                        """).valid();

        assertThat(config.delivery().destinations()).isEmpty();
        assertThat(config.switchedOff())
                .containsExactly(
                        "destination slack is switched off: slack.group-by: environment variable NO_SUCH is not set");
    }

    @Test
    void shouldReadWhenAConditionIsFlapping() {
        assertThat(settings("").flapping()).isEqualTo(new Flapping(5, Duration.ofMinutes(10)));
        assertThat(settings("alerts.flapping = 3  in  90").flapping())
                .isEqualTo(new Flapping(3, Duration.ofSeconds(90)));
        assertThat(settings("alerts.flapping = 0").flapping()).isEqualTo(Flapping.OFF);
        assertThat(settings("alerts.flapping = 0 in 5m").flapping().most()).isZero();
    }

    @Test
    void shouldReadWhereTheStateIsKept() throws Exception {
        Files.createDirectory(directory.resolve("there"));

        assertThat(Load.argument("").in(directory).valid().state()).isNull();
        assertThat(Load.argument("state=there").in(directory).valid().state()).isEqualTo(directory.resolve("there"));
        assertThat(Load.argument("state=not/yet").in(directory).valid().state())
                .isEqualTo(directory.resolve("not/yet"));
        assertThat(directory.resolve("not")).doesNotExist();
    }

    @Test
    void shouldSwitchOffTheStateWhenItCannotBeWritten() throws Exception {
        Files.writeString(directory.resolve("file"), "");

        NightjarConfig config = Load.argument("state=file").in(directory).valid();

        assertThat(config.state()).isNull();
        assertThat(config.switchedOff())
                .containsExactly("state is switched off: " + directory.resolve("file") + " is no directory");
    }
}
