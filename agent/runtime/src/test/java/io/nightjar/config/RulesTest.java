package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import io.nightjar.rule.Expression;
import io.nightjar.rule.RuleDefinition;
import io.nightjar.rule.RuleMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    @TempDir
    Path directory;

    @Test
    void shouldReadRulesInTheirOrderWhenNamesHoldDots() throws Exception {
        List<RuleDefinition> rules = rules("""
                rule.chat.slow.when = p95(openai.chat, 5m) > 2s and calls(openai.chat, 5m) > 20
                rule.chat.slow.until = p95(openai.chat, 5m) < 1s
                rule.chat.slow.for = 30s
                rule.chat.slow.severity = critical
                rule.chat.slow.message = {rule}: {p95(openai.chat, 5m)}
                rule.chat.slow.label.team = search
                rule.each.when = p95($) > 3s
                rule.each.each = openai.*
                rule.chat.label.when.label.when = x
                rule.chat.label.when.when = calls(a) > 3
                """);

        assertThat(rules)
                .containsExactly(
                        new RuleDefinition(
                                "chat.slow",
                                Expression.parse("p95(openai.chat, 5m) > 2s and calls(openai.chat, 5m) > 20"),
                                Expression.parse("p95(openai.chat, 5m) < 1s"),
                                Duration.ofSeconds(30),
                                Severity.CRITICAL,
                                RuleMessage.parse("{rule}: {p95(openai.chat, 5m)}"),
                                Map.of("team", "search"),
                                null),
                        new RuleDefinition(
                                "each",
                                Expression.parse("p95($) > 3s"),
                                null,
                                null,
                                Severity.WARNING,
                                null,
                                Map.of(),
                                new Glob("openai.*")),
                        new RuleDefinition(
                                "chat.label.when",
                                Expression.parse("calls(a) > 3"),
                                null,
                                null,
                                Severity.WARNING,
                                null,
                                Map.of("when", "x"),
                                null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule.a.when = p95(x) > 3 | nightjar.properties:1: rule.a.when = p95(x) > 3: a bare number cannot be compared with a duration; give the number a unit, such as 300ms at character 10",
                "rule.a.when = | an expression is empty; write for example p95(openai.chat) > 2s at character 1",
                "rule.a.severity = error | rule.a.when is needed, a condition such as p95(openai.chat) > 2s",
                "rule.a.wenn = calls(x) > 1 | rule.a.when",
                "ruel.a.when = calls(x) > 1 | rule.a.when",
                "rule.a.when = p95($) > 1s | $ stands for an operation: rule.a.each is needed",
                "rule.a.when = calls(x) > 1\\nrule.a.each = * | a rule for each operation names it by $, such as p95($) > 2s",
                "rule.a.when = calls(x) > 1\\nrule.a.each = | must be the name of an operation, or a glob such as openai.*",
                "rule.a.when = calls(x) > 1\\nrule.a.until = calls($) > 1 | $ stands for an operation: rule.a.each is needed",
                "rule.a.when = calls(x) > 1\\nrule.a.message = in {operation} | $ and {operation} stand for an operation: rule.a.each is needed",
                "rule.a.when = calls(x) > 1\\nrule.a.message = in {calls(} | is neither {operation}, {rule} nor a term",
                "rule.a.when = calls(x) > 1\\nrule.a.for = -3s | must be",
                "rule.a.when = calls(x) > 1\\nrule.a.severity = eror | must be warning, error or critical",
                "rule.a.when = calls(x) > 1\\nrule.a.label.rule = b | the label rule is Nightjar's own",
                "rule.a.when = calls(x) > 1\\nrule.a.label.a-b = b | a label's name is made of letters",
            })
    void shouldSayWhatIsWrongWhenARuleCannotBe(String text, String problem) {
        assertThat(Load.file(directory, text.replace("\\n", "\n")).problems().toString())
                .contains(problem);
    }

    @Test
    void shouldSwitchARuleOffWhenItsSecretIsMissing() {
        NightjarConfig config = Load.file(directory, """
                rule.a.when = calls(x) > 1
                rule.a.label.team = ${env:NIGHTJAR_TEST_NOT_SET}
                rule.b.when = calls(x) > 1
                """).valid();

        assertThat(config.detection().stated().rules())
                .extracting(RuleDefinition::name)
                .containsExactly("b");
        assertThat(config.switchedOff()).anyMatch(said -> said.startsWith("rule a is switched off: rule.a.label.team"));
    }

    private List<RuleDefinition> rules(String text) {
        return Load.file(directory, text).valid().detection().stated().rules();
    }
}
