package io.nightjar.detect;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.Expectation;
import io.nightjar.learn.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Whether the same signal of two operations deviates for one cause: they are of two layers, as many calls of one end as of the
 * other, and what has changed is as much for both. So it is where an outer call does little more than call the inner one. What is
 * not sure counts as two causes. Stateless.
 */
final class SameCause {
    private static final double ALIKE_RATES = 1.25;
    private static final double ALIKE_CHANGES = 1.5;

    private SameCause() {}

    static boolean of(LearnedOperation one, Deviation first, LearnedOperation other, Deviation second) {
        if (first.signal() != second.signal()
                || first.up() != second.up()
                || one.layer().equals(other.layer())) {
            return false;
        }
        return alike(rate(one), rate(other), ALIKE_RATES) && areAlike(first, second);
    }

    private static double rate(LearnedOperation operation) {
        Expectation silence = operation.expectation(Signal.SILENCE);
        Expectation known = silence == null ? operation.expectation(Signal.THROUGHPUT) : silence;
        return known == null ? 0 : known.value();
    }

    private static boolean areAlike(Deviation first, Deviation second) {
        return first.signal() == Signal.SILENCE
                || first.signal() == Signal.THROUGHPUT
                || alike(first.value() - first.expected(), second.value() - second.expected(), ALIKE_CHANGES);
    }

    private static boolean alike(double one, double other, double most) {
        double ratio = one / other;
        return ratio <= most && ratio >= 1 / most;
    }

    /** How far from the outside a layer is: causes are said where they are deepest. */
    static int depth(@Nullable String layer) {
        return switch (layer == null ? "" : layer) {
            case "engine" -> 3;
            case "client" -> 2;
            case "framework" -> 1;
            default -> 0;
        };
    }
}
