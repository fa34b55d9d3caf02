package io.nightjar.alert;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How numbers look in messages, and what JSON can hold of them. Stateless. */
public final class Figures {
    private static final double LARGEST_PLAIN = 1e15;
    /** Below it a hundredth is far more than the last bit of a double. */
    private static final double LARGEST_OBVIOUS = 1e9;

    private static final double NEAR = 1e-4;

    private Figures() {}

    /**
     * With one or two decimals, half up of the decimal number that the value is written as. What is nowhere near a half needs
     * no decimal arithmetic, which would be a good part of what an alert costs.
     */
    public static String fixed(double value, int decimals) {
        double scaled = value * (decimals == 1 ? 10 : 100);
        double below = Math.floor(scaled);
        double rest = scaled - below;
        boolean obvious = scaled >= 0 && scaled < LARGEST_OBVIOUS && Math.abs(rest - 0.5) > NEAR;
        if (!obvious) {
            return BigDecimal.valueOf(value)
                    .setScale(decimals, RoundingMode.HALF_UP)
                    .toPlainString();
        }
        long digits = (long) below + (rest > 0.5 ? 1 : 0);
        if (decimals == 1) {
            return digits / 10 + "." + digits % 10;
        }
        long cents = digits % 100;
        return digits / 100 + (cents < 10 ? ".0" : ".") + cents;
    }

    /** As short as possible: {@code 400}, {@code 0.5}. */
    public static String shortest(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** A ratio, or null where JSON has no number for it. */
    public static @Nullable Double ratio(double numerator, double denominator) {
        double ratio = numerator / denominator;
        return Double.isFinite(ratio) ? ratio : null;
    }
}
