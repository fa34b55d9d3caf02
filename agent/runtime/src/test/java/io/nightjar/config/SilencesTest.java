package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.notify.AlertMatcher;
import io.nightjar.notify.Silence;
import io.nightjar.notify.SilenceTime;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesTest {
    @TempDir
    Path directory;

    private static List<Silence> silences(NightjarConfig config) {
        return config.detection().notifications().silences();
    }

    private Silence one(String text) {
        List<Silence> silences = silences(Load.file(directory, text).valid());
        assertThat(silences).hasSize(1);
        return silences.get(0);
    }

    @Test
    void shouldReadSilencesInTheirOrderWithNamesThatHoldDots() throws Exception {
        List<Silence> silences = silences(Load.file(directory, """
                        silence.week.end.weekly = Sat 22:00 - Sun 04:00
                        silence.deploy.match = operation=chat*
                        silence.week.end.match = severity=warning
                        silence.week.end.zone = Europe/Berlin
                        silence.from.match = alert_type=memory
                        """).valid());

        assertThat(silences)
                .containsExactly(
                        new Silence(
                                "week.end",
                                AlertMatcher.parse("severity=warning"),
                                SilenceTime.Weekly.of(
                                        DayOfWeek.SATURDAY,
                                        LocalTime.of(22, 0),
                                        DayOfWeek.SUNDAY,
                                        LocalTime.of(4, 0),
                                        ZoneId.of("Europe/Berlin")),
                                null,
                                null),
                        new Silence(
                                "deploy",
                                AlertMatcher.parse("operation=chat*"),
                                new SilenceTime.Between(null, null),
                                null,
                                null),
                        new Silence(
                                "from",
                                AlertMatcher.parse("alert_type=memory"),
                                new SilenceTime.Between(null, null),
                                null,
                                null));
    }

    @Test
    void shouldHaveNoneWhenNoneIsSet() {
        assertThat(silences(Load.argument("").valid())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-24T18:00+01:00, 2026-12-24T17:00:00Z",
        "2026-12-24T18:00Z, 2026-12-24T18:00:00Z",
        "2026-12-24T18:00:30.5-05:00, 2026-12-24T23:00:30.500Z",
        "2026-12-24 18:00+01:00, 2026-12-24T17:00:00Z",
        "2026-12-24T18:00, 2026-12-24T17:00:00Z",
        "2026-12-24 18:00:01, 2026-12-24T17:00:01Z",
        "2026-06-24T18:00, 2026-06-24T16:00:00Z",
    })
    void shouldReadInstantsWithAnOffsetAndLocalOnesInTheZone(String text, Instant expected) {
        String prefix = "silence.a.match = severity=warning\nsilence.a.zone = Europe/Berlin\n";

        assertThat(one(prefix + "silence.a.from = " + text).time()).isEqualTo(new SilenceTime.Between(expected, null));
        assertThat(one(prefix + "silence.a.until = " + text).time()).isEqualTo(new SilenceTime.Between(null, expected));
    }

    @Test
    void shouldBeginAtTheFirstAndEndAtTheLastWhenTheClocksChange() {
        String text = """
                silence.a.match = severity=warning
                silence.a.zone = Europe/Berlin
                silence.a.from = %1$s
                silence.a.until = %1$s:01
                """;

        assertThat(one(text.formatted("2026-10-25T02:30")).time())
                .isEqualTo(new SilenceTime.Between(
                        Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T01:30:01Z")));
        assertThat(one("""
                                silence.a.match = severity=warning
                                silence.a.zone = Europe/Berlin
                                silence.a.from = 2026-03-29T02:30
                                """).time()).isEqualTo(new SilenceTime.Between(Instant.parse("2026-03-29T01:00:00Z"), null));
    }

    @Test
    void shouldTakeTheZoneOfTheJvmWhenNoneIsSet() {
        Silence silence = one("silence.a.match = severity=warning\nsilence.a.until = 2026-12-24T18:00");

        assertThat(silence.time())
                .isEqualTo(new SilenceTime.Between(
                        null,
                        LocalDateTime.of(2026, 12, 24, 18, 0)
                                .atZone(ZoneId.systemDefault())
                                .toInstant()));
    }

    @ParameterizedTest
    @CsvSource({
        "Sun 23:00 - Mon 06:30, Sun 23:00 - Mon 06:30 (UTC)",
        "saturday 22:00-SUN 04:00, Sat 22:00 - Sun 04:00 (UTC)",
        "fri  08:00   -   fri   07:59, Fri 08:00 - Fri 07:59 (UTC)",
    })
    void shouldReadAWindowOfTheWeek(String text, String expected) {
        Silence silence = one("silence.a.match = severity=warning\nsilence.a.zone=UTC\nsilence.a.weekly = " + text);

        assertThat(silence.time()).hasToString(expected);
    }

    @Test
    void shouldTakeAnOffsetForAZone() {
        assertThat(
                        one("silence.a.match = severity=warning\nsilence.a.zone=+02:00\nsilence.a.weekly = Sat 22:00 - Sun 04:00")
                                .time())
                .isEqualTo(SilenceTime.Weekly.of(
                        DayOfWeek.SATURDAY,
                        LocalTime.of(22, 0),
                        DayOfWeek.SUNDAY,
                        LocalTime.of(4, 0),
                        ZoneOffset.ofHours(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "match=severity>=eror|match|unknown severity 'eror'; allowed are warning, error, critical (character 11)|",
                "match=|match|must be a matcher such as severity>=error|",
                "until=2026-12-24T18:00|until|silence.a.b.match is needed, a matcher such as severity>=error|",
                "match=severity=error;zone=Europe/Berln|zone|must be a time zone such as Europe/Berlin|Europe/Berlin",
                "match=severity=error;zone=europe/berlin|zone|must be a time zone such as Europe/Berlin|Europe/Berlin",
                "match=severity=error;zone=|zone|must be a time zone such as Europe/Berlin|",
                "match=severity=error;from=soon|from|must be a date and time such as 2026-12-24T18:00|",
                "match=severity=error;from=|from|must be a date and time such as 2026-12-24T18:00|",
                "match=severity=error;until=2026-12-24|until|must be a date and time such as 2026-12-24T18:00|",
                "match=severity=error;until=2026-02-30T18:00|until|must be a date and time such as 2026-12-24T18:00|",
                "match=severity=error;from=2026-12-24T18:00Z;until=2026-12-24T18:30+01:00|until"
                        + "|ends before it begins: must be after silence.a.b.from|",
                "match=severity=error;from=2026-12-24T18:00;until=2026-12-24T18:00|until"
                        + "|ends where it begins: must be after silence.a.b.from|",
                "match=severity=error;from=2026-03-29T02:10;until=2026-03-29T02:20;zone=Europe/Berlin|until"
                        + "|ends where it begins: must be after silence.a.b.from|",
                "match=severity=error;from=2026-12-24T18:00;weekly=Sat 22:00 - Sun 04:00|weekly"
                        + "|either weekly, or from and until, not both|",
                "match=severity=error;until=2026-12-24T18:00;weekly=Sat 22:00 - Sun 04:00|weekly"
                        + "|either weekly, or from and until, not both|",
                "match=severity=error;weekly=Sat 22:00|weekly|must be from a day and time to another, such as Sat 22:00 -|",
                "match=severity=error;weekly=Sat 22:00 - Sun 24:00|weekly|must be from a day and time to another|",
                "match=severity=error;weekly=Sat 22 - Sun 4|weekly|must be from a day and time to another|",
                "match=severity=error;weekly=Sa 22:00 - So 04:00|weekly|must be from a day and time to another|",
                "match=severity=error;weekly=22:00 - 04:00|weekly|must be from a day and time to another|",
                "match=severity=error;weekly=|weekly|must be from a day and time to another|",
                "match=severity=error;weekly=Sat 22:00 - Sat 22:00|weekly|ends where it begins|",
                "match=severity=error;untill=2026-12-24T18:00|untill|unknown key|silence.a.b.until",
            })
    void shouldSayWhatIsWrongAndWhereAndWhatIsAllowed(String lines, String key, String message, String suggestion) {
        String text = "silence.a.b." + lines.replace(";", "\nsilence.a.b.");

        List<Problem> problems = Load.file(directory, text).problems();

        assertThat(problems).hasSize(1);
        Problem problem = problems.get(0);
        assertThat(problem.key()).isEqualTo("silence.a.b." + key);
        assertThat(problem.line()).isEqualTo(lineOf(text, problem.key()));
        assertThat(problem.message()).startsWith(message);
        assertThat(problem.suggestion()).isEqualTo(suggestion == null ? "" : suggestion);
    }

    private static int lineOf(String text, String key) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key + "=")) {
                return i + 1;
            }
        }
        throw new AssertionError(key);
    }

    @ParameterizedTest
    @CsvSource({
        "silence.match, silence.<name>.match",
        "silences.a.match, silence.a.match",
        "silence..match, ''",
        "silence.a, ''",
    })
    void shouldSuggestTheKeyThatWasMeant(String key, String suggestion) {
        List<Problem> problems = Load.file(directory, key + " = severity=error").problems();

        assertThat(problems).extracting(Problem::suggestion).containsExactly(suggestion);
    }

    @Test
    void shouldSwitchOffThatSilenceAloneWhenAKeysReferenceLeadsNowhere() {
        NightjarConfig config = Load.file(directory, """
                        silence.a.match = severity=warning
                        silence.a.until = ${env:NO_SUCH}
                        silence.b.match = severity=warning
                        silence.c.match = ${env:NO_SUCH}
                        """).valid();

        assertThat(silences(config)).extracting(Silence::id).containsExactly("b");
        assertThat(config.switchedOff())
                .containsExactly(
                        "silence a is switched off: silence.a.until: environment variable NO_SUCH is not set",
                        "silence c is switched off: silence.c.match: environment variable NO_SUCH is not set");
    }

    @Test
    void shouldShowNothingOfWhatAReferenceLedTo() {
        ConfigResult result = Load.file(directory, """
                        silence.a.match = ${env:SECRET}
                        silence.a.zone = ${env:SECRET}
                        silence.b.match = severity=warning
                        silence.b.from = ${env:SECRET}
                        silence.c.match = severity=warning
                        silence.c.weekly = ${env:SECRET}
                        slack.when = ${env:SECRET}
                        slack.group-by = ${env:SECRET}
                        """)
                .variable("SECRET", "Sec-ret/Value")
                .loader()
                .load();

        assertThat(((ConfigResult.Invalid) result).problems()).hasSize(6);
        assertThat(result.toString()).contains("${env:SECRET}").doesNotContainIgnoringCase("Sec-ret");
    }

    @Test
    void shouldTakeNoEnvironmentVariableForASilence() {
        NightjarConfig config = Load.argument("")
                .variable("NIGHTJAR_SILENCE_A_MATCH", "severity=error")
                .valid();

        assertThat(silences(config)).isEmpty();
    }
}
