package io.nightjar.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes closures over primitive numbers of a checked expression. Confined to one thread. */
final class Compiler {
    private final TermSource source;
    private final Map<Term, TermSource.Reading> readings = new HashMap<>();

    Compiler(TermSource source) {
        this.source = source;
    }

    /** A truth: 1 yes, 0 no, -1 unknown. */
    @FunctionalInterface
    interface Truth {
        int NO = 0;
        int YES = 1;
        int UNKNOWN = -1;

        int value();
    }

    /** A number; NaN where it is absent. */
    @FunctionalInterface
    interface Number {
        double value();
    }

    Truth truth(Node node) {
        if (node instanceof Node.Compared compared) {
            return comparison(compared);
        }
        if (node instanceof Node.Absent absent) {
            TermSource.Reading reading = reading(absent.of().term());
            return () -> Double.isNaN(reading.value()) ? Truth.YES : Truth.NO;
        }
        if (node instanceof Node.Joined joined) {
            return joined(joined);
        }
        if (node instanceof Node.Not not) {
            Truth of = truth(not.of());
            return () -> {
                int value = of.value();
                return value == Truth.UNKNOWN ? value : Truth.YES - value;
            };
        }
        throw new IllegalArgumentException("no condition: " + node);
    }

    private Truth comparison(Node.Compared compared) {
        Number left = number(compared.left());
        Number right = number(compared.right());
        Comparison comparison = compared.comparison();
        return () -> {
            double a = left.value();
            double b = right.value();
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return Truth.UNKNOWN;
            }
            return comparison.holds(a, b) ? Truth.YES : Truth.NO;
        };
    }

    private Truth joined(Node.Joined joined) {
        List<Truth> list = new ArrayList<>();
        for (Node part : joined.parts()) {
            list.add(truth(part));
        }
        Truth[] parts = list.toArray(new Truth[0]);
        int decisive = joined.all() ? Truth.NO : Truth.YES;
        return () -> {
            int result = Truth.YES - decisive;
            for (Truth part : parts) {
                int value = part.value();
                if (value == decisive) {
                    return value;
                }
                if (value == Truth.UNKNOWN) {
                    result = value;
                }
            }
            return result;
        };
    }

    Number number(Node node) {
        if (node instanceof Node.Literal literal) {
            double value = literal.value();
            return () -> value;
        }
        if (node instanceof Node.Asked asked) {
            return reading(asked.term())::value;
        }
        if (node instanceof Node.Negative negative) {
            Number of = number(negative.of());
            return () -> -of.value();
        }
        if (node instanceof Node.Sum sum) {
            return sum(sum);
        }
        if (node instanceof Node.Scaled scaled) {
            return scaled(scaled);
        }
        throw new IllegalArgumentException("no number: " + node);
    }

    private Number sum(Node.Sum sum) {
        Number[] parts = new Number[sum.parts().size()];
        boolean[] subtracted = new boolean[parts.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = number(sum.parts().get(i));
            subtracted[i] = sum.subtracted().get(i);
        }
        return () -> {
            double total = 0;
            for (int i = 0; i < parts.length; i++) {
                double value = parts[i].value();
                total += subtracted[i] ? -value : value;
            }
            return total;
        };
    }

    private Number scaled(Node.Scaled scaled) {
        Number left = number(scaled.left());
        Number right = number(scaled.right());
        double factor = timeFactor(scaled);
        if (!scaled.divided()) {
            return () -> left.value() * right.value() * factor;
        }
        return () -> {
            double quotient = left.value() / right.value() * factor;
            return Double.isInfinite(quotient) ? Double.NaN : quotient;
        };
    }

    /** Durations are milliseconds and rates are per second. */
    private static double timeFactor(Node.Scaled scaled) {
        Kind left = scaled.left().kind();
        Kind right = scaled.right().kind();
        if (left == right) {
            return 1;
        }
        if (scaled.divided()) {
            boolean toRate = right == Kind.DURATION && left.timePower() == 0;
            boolean toDuration = right == Kind.RATE && left.timePower() == 0;
            return toRate || toDuration ? 1_000 : 1;
        }
        return left.timePower() * right.timePower() < 0 ? 1 / 1_000.0 : 1;
    }

    TermSource.Reading reading(Term term) {
        TermSource.Reading reading = readings.get(term);
        if (reading == null) {
            reading = source.reading(term);
            readings.put(term, reading);
        }
        return reading;
    }
}
