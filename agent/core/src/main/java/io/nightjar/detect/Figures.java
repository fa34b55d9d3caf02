package io.nightjar.detect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How numbers look in messages, and what JSON can hold of them. */
final class Figures {
    private static final double LARGEST_PLAIN = 1e15;

    private Figures() {}

    /** With exactly so many decimals, rounded half up. */
    static String fixed(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** As short as possible: {@code 400}, {@code 0.5}. */
    static String shortest(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** A ratio, or null where JSON has no number for it. */
    static @Nullable Double ratio(double numerator, double denominator) {
        double ratio = numerator / denominator;
        return Double.isFinite(ratio) ? ratio : null;
    }
}
