package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertMatcherTest {
    private static final Map<String, String> LABELS =
            Map.of("operation", "chat.ask", "model", "a,b|c", "team", "search", "layer", "client");

    private static boolean matches(String matcher, Severity severity) throws AlertMatcherException {
        return AlertMatcher.parse(matcher).matches(AlertType.ERROR_RATE, severity, LABELS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "severity>=error; ERROR; true",
                "severity>=error; WARNING; false",
                "severity > error; ERROR; false",
                "severity<error; WARNING; true",
                "severity <= error; CRITICAL; false",
                "severity=warning|critical; CRITICAL; true",
                "severity!=warning; WARNING; false",
                "alert_type=error_rate; WARNING; true",
                "alert_type=error*; WARNING; true",
                "alert_type!=latency|stuck; WARNING; true",
                "operation=chat*; WARNING; true",
                "operation=chat; WARNING; false",
                "operation=*.ask; WARNING; true",
                "model=\"a,b|c\"; WARNING; true",
                "model = \"a,*\" | other; WARNING; true",
                "label.team=search; WARNING; true",
                "label.team=*, layer=client, severity>=warning; WARNING; true",
                "label.team=search, layer=engine; WARNING; false",
                "device=\"\"; WARNING; true",
                "device!=\"\"; WARNING; false",
                "device=*; WARNING; true",
                "label.absent!=x; WARNING; true"
            })
    void shouldMatchWhenEveryTermHolds(String matcher, Severity severity, boolean expected)
            throws AlertMatcherException {
        assertThat(matches(matcher, severity)).as(matcher).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sevrity=error; 0; unknown key 'sevrity'",
                "severity>=eror; 10; unknown severity 'eror'; allowed are warning, error, critical",
                "severity>=error,; 16; a key is missing",
                "operation>=a; 9; only severity has an order",
                "operation a; 10; an operator is missing",
                "operation=; 10; a value is missing",
                "operation=a|; 12; a value is missing",
                "operation=\"a; 10; a double quote is not closed",
                "operation=\"a\"b; 13; after a value comes a comma",
                "operation=a\"b\"; 11; after a value comes a comma",
                "alert_type=latencies; 11; unknown alert type 'latencies'; allowed are latency",
                "label.=x; 0; unknown key 'label.'",
                "severity>=*; 10; unknown severity '*'"
            },
            quoteCharacter = '\0')
    void shouldSayWhatIsWrongAndWhereWhenAMatcherCannotBeRead(String matcher, int position, String message) {
        assertThatExceptionOfType(AlertMatcherException.class)
                .isThrownBy(() -> AlertMatcher.parse(matcher))
                .withMessageStartingWith(message.split(";")[0])
                .satisfies(problem -> assertThat(problem.position()).isEqualTo(position));
    }

    @Test
    void shouldRefuseAnEmptyMatcherAndMeanEveryAlertWhenThereIsNone() {
        assertThatExceptionOfType(AlertMatcherException.class).isThrownBy(() -> AlertMatcher.parse("  "));
        assertThat(AlertMatcher.ALL.matches(AlertType.MEMORY, Severity.WARNING, Map.of()))
                .isTrue();
    }

    @Test
    void shouldFindWhatARegularExpressionFindsWhenGlobsAreRandom() {
        Random random = new Random(20261128);
        for (int i = 0; i < 20_000; i++) {
            String glob = random(random, "ab*", 6);
            String value = random(random, "ab", 8);
            assertThat(new Glob(glob).matches(value))
                    .as("%s of %s", glob, value)
                    .isEqualTo(value.matches(glob.replace("*", ".*")));
        }
    }

    @Test
    void shouldThrowNothingElseWhenTheTextIsRandom() {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = random(random, "severity operation=<>!,|\"* error", 24);
            try {
                AlertMatcher matcher = AlertMatcher.parse(text);
                assertThat(matcher).hasToString(text);
                read++;
            } catch (AlertMatcherException problem) {
                assertThat(problem.position()).isBetween(0, text.length());
            }
        }
        assertThat(read).isLessThan(20_000);
    }

    private static String random(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
