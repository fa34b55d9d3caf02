package io.nightjar.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap.SimpleEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private final Map<Term, Double> numbers = new HashMap<>();
    private final TermSource source = term -> () -> numbers.getOrDefault(term, Double.NaN);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95(a) > 300ms | true",
                "p95(a) > 0.4s | false",
                "p95(a) >= 400ms and error_rate(a) > 5% | true",
                "error_rate(a) > 0.05 | true",
                "memory(heap) > 80% | true",
                "memory(heap) > 80 and memory(heap) < 90.5% | true",
                "rate(a) > 100/m | true",
                "rate(a) < 10000/h | true",
                "errors(a) / calls(a) == 10% | true",
                "p95(a) > 2 * mean(a) | false",
                "p95(a) - mean(a) >= 100ms + 50ms * 2 | true",
                "calls(a) > 5% * calls(a) | true",
                "memory(heap) > 2 * 40% | true",
                "memory(heap) > 2 * 46% | false",
                "memory(heap) > 80% / 2 + 49% | true",
                "error_rate(a) >= 2 * 5% | true",
                "error_rate(a) < 30% / 2 | true",
                "2 * error_rate(a) > 19% and 2 * error_rate(a) < 21% | true",
                "error_rate(a) > 50% * 10% | true",
                "calls(a) / 50% == 200 | true",
                "calls(a) / 1m > 1/s | true",
                "rate(a) * p95(a) > 0 | true",
                "not p95(a) > 1s | true",
                "p95(b) > 1s | false",
                "not p95(b) > 1s | false",
                "absent(p95(b)) | true",
                "not absent(p95(b)) | false",
                "p95(b) != 1s | false",
                "p95(b) > 1s or p95(a) > 300ms | true",
                "p95(b) > 1s and p95(a) > 300ms | false",
                "not (p95(b) > 1s and p95(a) < 300ms) | true",
                "calls(a) / 0 > 1 | false",
                "not calls(a) / 0 > 1 | false",
                "(p95(a) > 1s or rate(a) > 1/s) and error_rate(a) > 5% | true",
                "-p95(a) < -300ms | true",
                "before(5m, p95(a)) * 2 <= p95(a) | true",
                "calls(\"a-b\"{model=\"gpt-*\"}, 5m) > 3 | true",
                "rate(layer:engine) > 4/s | true",
            })
    void shouldHoldWhenItsNumbersSaySo(String text, boolean holds) throws ExpressionException {
        number("p95(a)", 400);
        number("mean(a)", 200);
        number("error_rate(a)", 0.1);
        number("errors(a)", 10);
        number("calls(a)", 100);
        number("rate(a)", 2);
        number("memory(heap)", 90);
        number("before(5m, p95(a))", 200);
        number("calls(\"a-b\"{model=\"gpt-*\"}, 5m)", 4);
        number("rate(layer:engine)", 5);

        assertThat(Expression.parse(text).bind(source).holds()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p95(a) > 300 | a bare number cannot be compared with a duration; give the number a unit, such as 300ms at character 10",
                "p95(a) > 10/s | a rate cannot be compared with a duration at character 10",
                "p59(a) > 1s | unknown term 'p59', did you mean p50 at character 1",
                "p95(a | a parenthesis is not closed, but it ends here at character 6",
                "p95(a) > 1s and | a term or a number is missing, but it ends here at character 16",
                "p95(a) | a rule is a condition, such as p95(openai.chat) > 2s; this is only a duration at character 1",
                "1s < p95(a) < 2s | only two numbers are compared at once; join comparisons by and at character 13",
                "p95(a) = 1s | equality is written == at character 8",
                "p95(a-b) > 1s | a name with such characters stands in double quotes, not '-' at character 6",
                "p95(a, 2h) > 1s | a window is at least 1s and at most 1h, not 2h at character 8",
                "p95(a) > 5sec | unknown unit 'sec'; allowed are ms, s, m, h, d, %, /s, /m, /h, /d, /w at character 11",
                "memory(heep) > 5% | unknown memory 'heep', did you mean heap at character 8",
                "p95(a{model=\"x\"}) > 1s | p95 is not known by labels; these are: mean, calls, errors, rate, error_rate, tokens_in, tokens_out at character 6",
                "calls(a) and p95(a) > 1s | 'and' takes conditions; this is a count at character 1",
                "p95(a) > 1s + calls(a) | a count cannot be added to a duration at character 15",
                "p95(layer:engin) > 1s | unknown layer 'engin'; allowed are orchestration, framework, client, engine, custom at character 5",
                "calls(a) > 5% * 1000 | a number in percent cannot be compared with a count at character 12",
                "memory(heap) > 80% + 5 | a bare number cannot be added to a number in percent; write both in percent, or neither at character 22",
                "memory(heap) > 2 * error_rate(a) | a share cannot be compared with a percentage of memory or use at character 16",
                "before(1m, before(1m, p95(a))) > 1s | before stands in no other before at character 12",
                "calls(a) > 😀 | a term or a number is missing, not '😀' at character 12",
                "calls(\"a) > 1 | a double quote is not closed at character 7",
            })
    void shouldSayWhatIsWrongAndWhereWhenItCannotBeUnderstood(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }

    @Test
    void shouldSayThatItIsTooDeepOrTooLongWhenItIs() {
        assertThatThrownBy(() -> Expression.parse("(".repeat(1_000) + "calls(a) > 1" + ")".repeat(1_000)))
                .hasMessage("an expression is nested at most 100 deep at character 102");
        assertThatThrownBy(() -> Expression.parse("not ".repeat(1_000) + "calls(a) > 1"))
                .hasMessageContaining("nested at most 100 deep");
        assertThatThrownBy(() -> Expression.parse("calls(a) > " + " ".repeat(10_000) + "1"))
                .hasMessageContaining("at most 10000 characters");
    }

    @Test
    void shouldCountBlanksBeforeItWhenItSaysWhere() {
        assertThatThrownBy(() -> Expression.parse("  p59(a) > 1s"))
                .hasMessage("unknown term 'p59', did you mean p50 at character 3");
    }

    @Test
    void shouldJudgeAsManyPartsAsFitWhenTheyStandSideBySide() throws ExpressionException {
        number("calls(a)", 1);
        String text = "calls(a)" + "+1".repeat(4_000) + " == 4001";

        assertThat(Expression.parse(text).bind(source).holds()).isTrue();
    }

    @Test
    void shouldBeAboutAnOperationWhenItIsToldWhich() throws ExpressionException {
        Expression each = Expression.parse("p95($) > 2 * before(1h, p95($)) and calls($, 5m) > 10");

        Expression about = each.about("a chat");

        assertThat(each.isForEach()).isTrue();
        assertThat(about.isForEach()).isTrue();
        assertThat(about)
                .hasToString("p95(\"a chat\") > 2 * before(1h, p95(\"a chat\")) and calls(\"a chat\", 5m) > 10");
        assertThat(about.bind(source).values())
                .containsOnlyKeys("p95(\"a chat\")", "before(1h, p95(\"a chat\"))", "calls(\"a chat\", 5m)");
        assertThat(about.about("other")).hasToString(each.about("other").toString());
        assertThat(Expression.parse("calls(a) > 1").about("b")).hasToString("calls(a) > 1");
    }

    @Test
    void shouldGiveEachTermOnceWhenItStandsThereTwice() throws ExpressionException {
        number("p95(a)", 5);
        Expression expression = Expression.parse("p95(a) > 1s or p95( a ) > 2s or absent(max(b))");

        assertThat(expression.terms()).hasSize(2);
        assertThat(expression.bind(source).values())
                .containsExactly(
                        Map.entry("p95(a)", 5.0), Map.entry("p95( a )", 5.0), new SimpleEntry<>("max(b)", null));
    }

    @Test
    void shouldWriteAMessageWithItsNumbersWhenItHoldsTerms() throws ExpressionException {
        number("p95(chat)", 812.4);
        number("error_rate(chat)", 0.1259);
        number("memory(heap)", 53.24);
        RuleMessage message = RuleMessage.parse(
                "{rule}: {operation} takes {p95($)} and fails by {error_rate($)}, heap {memory(heap)}, {calls($)}");

        assertThat(message.needsOperation()).isTrue();
        assertThat(message.about("chat").bind("slow", "chat", source).write())
                .isEqualTo("slow: chat takes 812.40ms and fails by 12.59%, heap 53.2%, no data");
        assertThatThrownBy(() -> RuleMessage.parse("it takes {p95(a} now"))
                .hasMessage(
                        "{p95(a} is neither {operation}, {rule} nor a term: a parenthesis is not closed, but it ends here at character 16");
    }

    private void number(String term, double value) throws ExpressionException {
        for (String right : List.of("1", "1s", "1/s", "1%")) {
            try {
                Term read = Expression.parse(term + " > " + right).terms().get(0);
                numbers.put(read, value);
                return;
            } catch (ExpressionException otherUnit) {
                // the next one
            }
        }
        throw new AssertionError(term);
    }
}
