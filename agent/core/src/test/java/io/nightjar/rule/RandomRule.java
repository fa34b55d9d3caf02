package io.nightjar.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes conditions by chance, with what each must come to: a number that is absent is null, and so is an unknown truth. */
final class RandomRule {
    private static final String[] COUNTS = {
        "calls(a)", "errors(a, 5m)", "in_flight(\"b-c\")", "tokens_in(x.*{m=\"g-*\"})"
    };
    private static final String[] DURATIONS = {"p95(a)", "max(layer:engine, 1h)", "before(5m, mean(a))", "gc_pause(1m)"
    };
    private static final String[] RATES = {"rate(a)", "rate(b, 30s)", "before(1h, rate(a))"};
    private static final String[] SHARES = {"error_rate(a)", "error_rate(b{model=\"x\",v=\"*\"}, 2m)"};
    private static final String[] PERCENTS = {"memory(heap)", "cpu()", "gpu_utilization()", "before(1m, memory(gpu))"};

    private final Random random;
    /** Of this run: each term as it is written. */
    private final Map<String, @Nullable Double> numbers = new LinkedHashMap<>();

    RandomRule(Random random) {
        this.random = random;
    }

    /** How tightly a text binds: a sign before it, factors, terms of a sum. */
    private enum Binding {
        SUM,
        PRODUCT,
        SIGNED,
        PRIMARY
    }

    /** A number. */
    private record Figure(String text, @Nullable Double value, Binding binding) {}

    /** A condition, which binds as or, and, not, or as what needs no parentheses. */
    record Condition(String text, @Nullable Boolean value, int binding) {}

    /** What the terms that were used stand at. */
    Map<String, @Nullable Double> numbers() {
        return numbers;
    }

    Condition condition(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return random.nextInt(5) == 0 ? absent() : compared(depth);
        }
        return switch (random.nextInt(4)) {
            case 0 -> not(condition(depth - 1));
            case 1 -> compared(depth);
            default -> joined(random.nextBoolean(), depth);
        };
    }

    private Condition absent() {
        String term = any(List.of(COUNTS, DURATIONS, RATES, SHARES, PERCENTS).get(random.nextInt(5)));
        return new Condition("absent(" + blank() + term + blank() + ")", number(term) == null, 3);
    }

    private Condition not(Condition of) {
        Boolean value = of.value();
        return new Condition(
                "not" + (of.binding() < 2 ? blank() : " ") + condition(of, 2), value == null ? null : !value, 2);
    }

    /** As Kleene has it. */
    private Condition joined(boolean all, int depth) {
        StringBuilder text = new StringBuilder();
        int parts = 2 + random.nextInt(3);
        boolean unknown = false;
        boolean decided = false;
        for (int i = 0; i < parts; i++) {
            Condition part = condition(depth - 1);
            text.append(i == 0 ? "" : all ? " and " : " or ").append(condition(part, all ? 2 : 1));
            Boolean value = part.value();
            unknown |= value == null;
            decided |= value != null && value != all;
        }
        Boolean value = decided ? Boolean.valueOf(!all) : unknown ? null : Boolean.valueOf(all);
        return new Condition(text.toString(), value, all ? 1 : 0);
    }

    /** In parentheses where it binds less than that, and sometimes where it need not. */
    private String condition(Condition of, int least) {
        return of.binding() < least || random.nextInt(6) == 0 ? "(" + of.text() + blank() + ")" : of.text();
    }

    private Condition compared(int depth) {
        List<Supplier<Figure>> kinds = List.of(
                () -> count(depth), () -> duration(depth), () -> rate(depth), () -> share(depth), () -> percent(depth));
        Supplier<Figure> kind = kinds.get(random.nextInt(kinds.size()));
        while (true) {
            Figure left = kind.get();
            Figure right = kind.get();
            Double a = left.value();
            Double b = right.value();
            boolean tooClose =
                    a != null && b != null && a - b != 0 && Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));
            if (tooClose) {
                continue;
            }
            String sign = any("<", "<=", ">", ">=", "==", "!=");
            Boolean value = a == null || b == null ? null : compare(a, sign, b);
            return new Condition(left.text() + blank() + sign + blank() + right.text(), value, 3);
        }
    }

    private static boolean compare(double a, String sign, double b) {
        return switch (sign) {
            case "<" -> a < b;
            case "<=" -> a <= b;
            case ">" -> a > b;
            case ">=" -> a >= b;
            case "==" -> a == b;
            default -> a != b;
        };
    }

    private Figure count(int depth) {
        if (depth > 0 && random.nextInt(8) == 0) {
            return times(rate(depth - 1), duration(depth - 1), 1 / 1_000.0);
        }
        return number(depth, COUNTS, () -> literal("", 1), () -> count(depth - 1));
    }

    private Figure duration(int depth) {
        if (depth > 0 && random.nextInt(8) == 0) {
            return over(count(depth - 1), rate(depth - 1), 1_000);
        }
        return number(
                depth,
                DURATIONS,
                () -> random.nextBoolean() ? literal("ms", 1) : literal("s", 1_000),
                () -> duration(depth - 1));
    }

    private Figure rate(int depth) {
        if (depth > 0 && random.nextInt(8) == 0) {
            return over(count(depth - 1), duration(depth - 1), 1_000);
        }
        return number(depth, RATES, () -> literal("/s", 1), () -> rate(depth - 1));
    }

    private Figure share(int depth) {
        return number(
                depth, SHARES, () -> random.nextBoolean() ? inPercent(0.01) : literal("", 1), () -> share(depth - 1));
    }

    private Figure percent(int depth) {
        return number(
                depth, PERCENTS, () -> random.nextBoolean() ? inPercent(1) : literal("", 1), () -> percent(depth - 1));
    }

    /** A number of a unit: a term first, so that what stands beside it has that unit. */
    private Figure number(int depth, String[] terms, Supplier<Figure> literal, Supplier<Figure> same) {
        if (depth == 0) {
            String term = any(terms);
            return new Figure(term, number(term), Binding.PRIMARY);
        }
        return switch (random.nextInt(7)) {
            case 0 -> plus(same.get(), literal.get(), random.nextBoolean());
            case 1 -> plus(same.get(), same.get(), random.nextBoolean());
            case 2 -> times(same.get(), literal("", 1), 1);
            case 3 -> times(literal("", 1), same.get(), 1);
            case 4 -> over(same.get(), random.nextBoolean() ? literal("", 1) : ratio(same), 1);
            case 5 -> negative(same.get());
            default -> same.get();
        };
    }

    /** Of two of one unit. */
    private Figure ratio(Supplier<Figure> same) {
        return over(same.get(), same.get(), 1);
    }

    private Figure literal(String unit, double factor) {
        int number = random.nextInt(12);
        return new Figure(
                number + unit, unit.equals("%") && factor < 1 ? number / 100.0 : number * factor, Binding.PRIMARY);
    }

    /** A number in percent, or what is computed of such numbers alone. */
    private Figure inPercent(double factor) {
        Figure one = literal("%", factor);
        return switch (random.nextInt(8)) {
            case 0 -> times(one, literal("", 1), 1);
            case 1 -> times(literal("", 1), one, 1);
            case 2 -> over(one, literal("", 1), 1);
            case 3 -> plus(one, inPercent(factor), random.nextBoolean());
            case 4 -> negative(one);
            default -> one;
        };
    }

    private Figure negative(Figure of) {
        Double value = of.value();
        return new Figure("-" + blank() + figure(of, Binding.SIGNED), value == null ? null : -value, Binding.SIGNED);
    }

    private Figure plus(Figure left, Figure right, boolean minus) {
        Double a = left.value();
        Double b = right.value();
        Double value = a == null || b == null ? null : minus ? a - b : a + b;
        String text =
                figure(left, Binding.SUM) + blank() + (minus ? "-" : "+") + blank() + figure(right, Binding.PRODUCT);
        return new Figure(text, value, Binding.SUM);
    }

    private Figure times(Figure left, Figure right, double factor) {
        Double a = left.value();
        Double b = right.value();
        Double value = a == null || b == null ? null : a * b * factor;
        String text = figure(left, Binding.PRODUCT) + blank() + "*" + blank() + figure(right, Binding.SIGNED);
        return new Figure(text, value, Binding.PRODUCT);
    }

    private Figure over(Figure left, Figure right, double factor) {
        Double a = left.value();
        Double b = right.value();
        Double value = a == null || b == null || b == 0 ? null : a / b * factor;
        String text = figure(left, Binding.PRODUCT) + " / " + figure(right, Binding.SIGNED);
        return new Figure(text, value, Binding.PRODUCT);
    }

    private String figure(Figure of, Binding least) {
        boolean needed = of.binding().compareTo(least) < 0;
        return needed || random.nextInt(8) == 0 ? "(" + blank() + of.text() + ")" : of.text();
    }

    private @Nullable Double number(String term) {
        if (!numbers.containsKey(term)) {
            numbers.put(term, random.nextInt(5) == 0 ? null : Double.valueOf(random.nextInt(9)));
        }
        return numbers.get(term);
    }

    private String blank() {
        return any("", "", " ", "  ", "\t");
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** What stands in expressions, in any order. */
    static String soup(Random random) {
        List<String> words = new ArrayList<>(List.of(
                "(",
                ")",
                "+",
                "-",
                "*",
                "/",
                "<",
                "<=",
                "==",
                "=",
                "!=",
                "!",
                "and",
                "or",
                "not",
                " ",
                " ",
                ",",
                "{",
                "}",
                "\"",
                "$",
                "1",
                "300ms",
                "5%",
                "10/s",
                "1.2.3",
                "9e9",
                ".",
                "absent(",
                "before(5m,",
                "before(",
                "memory(heap)",
                "memory(",
                "cpu()",
                "gc_pause(1m)",
                "p95(a)",
                "p95(",
                "calls(\"a b\", 5m)",
                "rate(layer:engine)",
                "layer:",
                "error_rate(a{model=\"x*\"})",
                "p59(a)",
                "ä",
                "\uD83D\uDE00",
                "\u0000",
                "\n",
                "\uD83D"));
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            text.append(words.get(random.nextInt(words.size())));
        }
        return text.toString();
    }
}
