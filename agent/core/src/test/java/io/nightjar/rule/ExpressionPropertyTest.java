package io.nightjar.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Cases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpressionPropertyTest {
    private static final int CASES = 500;
    private static final int DEPTH = 4;

    @Test
    void shouldReadTheSameAgainWhenWhatWasReadIsWritten() {
        Cases.check(CASES, random -> {
            String text = new RandomRule(random).condition(DEPTH).text();
            Node node = parsed(text).node();

            String written = WrittenNode.of(node);

            assertThat(parsed(written).node())
                    .as("%s written as %s", text, written)
                    .isEqualTo(node);
            assertThat(WrittenNode.of(parsed(written).node())).isEqualTo(written);
            assertThat(parsed(text)).hasToString(text);
        });
    }

    @Test
    void shouldComeToTheSameAsASimpleEvaluator() {
        Map<Boolean, Integer> seen = new HashMap<>();
        Cases.check(CASES, random -> {
            RandomRule rule = new RandomRule(random);
            RandomRule.Condition condition = rule.condition(DEPTH);
            Evaluation evaluation = parsed(condition.text()).bind(source(rule.numbers()));

            assertThat(evaluation.holds())
                    .as("%s with %s", condition.text(), rule.numbers())
                    .isEqualTo(Boolean.TRUE.equals(condition.value()));
            assertThat(rule.numbers()).containsAllEntriesOf(evaluation.values());
            seen.merge(condition.value(), 1, Integer::sum);
        });
        assertThat(seen).containsOnlyKeys(true, false, null);
        assertThat(seen.values()).allMatch(times -> times > CASES / 20);
    }

    @Test
    void shouldSayWhereItIsWrongWhateverIsWritten() {
        AtomicReference<Integer> read = new AtomicReference<>(0);
        Cases.check(CASES * 5, random -> {
            String text = random.nextInt(3) == 0
                    ? RandomRule.soup(random)
                    : damaged(new RandomRule(random).condition(2).text(), random);
            if (isRead(text)) {
                read.set(read.get() + 1);
            }
            checkMessage(text);
            checkMessage("a {" + text + "} b");
        });
        assertThat(read.get()).isBetween(CASES / 20, CASES * 4);
    }

    @Test
    void shouldNotOverflowWhenItIsAsDeepAsItsLengthAllows() throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (String part :
                List.of("(", "-", "not ", "before(1s,", "absent(", "((", "-(", "not(", "calls(", "a{b=\"", "{")) {
            texts.add(part.repeat(9_990 / part.length()) + "calls(a)>1");
            texts.add(part.repeat(99) + "calls(a)>1" + ")".repeat(99));
        }
        for (int links : List.of(1, 2, 3, 4, 5, 8, 20, 100)) {
            for (String link : List.of("*1", "/2", "+1", "*-1")) {
                texts.add("(".repeat(99) + "calls(a)" + (link.repeat(links) + ")").repeat(99) + ">1");
                texts.add("memory(heap)>" + "(".repeat(99) + "1%" + (link.repeat(links) + ")").repeat(99));
            }
        }
        texts.add("calls(a)>1" + " and calls(a)>1".repeat(660));
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicReference<Integer> read = new AtomicReference<>(0);
        Thread small = new Thread(
                null,
                () -> texts.forEach(text -> {
                    read.set(read.get() + (isRead(text) ? 1 : 0));
                    checkMessage("{" + text + "}");
                    checkMessage("{" + text.repeat(100) + "}");
                }),
                "a small stack",
                512 * 1_024);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));

        small.start();
        small.join();

        assertThat(failure.get()).isNull();
        assertThat(read.get()).isGreaterThan(10);
    }

    /** Whether it is an expression; if it is none, its error says where. */
    private static boolean isRead(String text) {
        try {
            Expression expression = Expression.parse(text);
            assertThat(expression).hasToString(text.strip());
            Evaluation evaluation = expression.bind(term -> () -> 1);
            evaluation.holds();
            assertThat(evaluation.values())
                    .hasSizeGreaterThanOrEqualTo(expression.terms().size());
            assertThat(expression.about("a-b").isForEach()).isEqualTo(expression.isForEach());
            return true;
        } catch (ExpressionException wrong) {
            check(text, wrong);
            return false;
        }
    }

    private static void checkMessage(String text) {
        try {
            RuleMessage.parse(text)
                    .about("a-b")
                    .bind("r", "a-b", term -> () -> 1)
                    .write();
        } catch (ExpressionException wrong) {
            check(text, wrong);
        }
    }

    /** A place within the text, or directly behind it where something is missing. */
    private static void check(String text, ExpressionException wrong) {
        assertThat(wrong.character()).as("%s: %s", text, wrong.getMessage()).isBetween(1, text.length() + 1);
        assertThat(wrong.reason()).isNotBlank().hasSizeLessThan(400);
        assertThat(wrong).hasMessage(wrong.reason() + " at character " + wrong.character());
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times && !damaged.isEmpty(); i++) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(4));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end));
                case 2 -> damaged.insert(at, RandomRule.soup(random));
                default -> damaged.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0xFFFF));
            }
        }
        return damaged.toString();
    }

    private static Expression parsed(String text) {
        try {
            return Expression.parse(text);
        } catch (ExpressionException wrong) {
            throw new AssertionError(text + ": " + wrong.getMessage(), wrong);
        }
    }

    private static TermSource source(Map<String, @Nullable Double> numbers) {
        Map<Term, Double> values = new HashMap<>();
        numbers.forEach((written, number) ->
                values.put(parsed("absent(" + written + ")").terms().get(0), number == null ? Double.NaN : number));
        return term -> {
            double value = values.get(term);
            return () -> value;
        };
    }
}
