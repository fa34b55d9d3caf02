package io.nightjar.advice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures as a person would write them in a configuration: two significant digits, thresholds rounded to the careful side. Stateless. */
final class Written {
    private static final MathContext UP = new MathContext(2, RoundingMode.CEILING);
    private static final MathContext DOWN = new MathContext(2, RoundingMode.FLOOR);
    private static final MathContext NEAREST = new MathContext(3, RoundingMode.HALF_UP);
    private static final BigDecimal SECONDS_FROM = BigDecimal.valueOf(10_000);
    private static final int MILLI_DIGITS = 6;
    private static final int GROUP = 3;

    private Written() {}

    /** A threshold that is not below this. */
    static String millisUp(long nanos) {
        return millis(BigDecimal.valueOf(nanosUp(nanos), MILLI_DIGITS));
    }

    /** The duration that {@link #millisUp} writes. */
    static long nanosUp(long nanos) {
        return new BigDecimal(nanos).round(UP).longValueExact();
    }

    static String millis(long nanos) {
        return millis(BigDecimal.valueOf(nanos, MILLI_DIGITS).round(NEAREST));
    }

    private static String millis(BigDecimal millis) {
        return millis.compareTo(SECONDS_FROM) >= 0 ? plain(millis.movePointLeft(GROUP)) + "s" : plain(millis) + "ms";
    }

    static String percent(double share) {
        return plain(BigDecimal.valueOf(share).movePointRight(2).round(NEAREST)) + "%";
    }

    static String percentUp(double share) {
        return plain(BigDecimal.valueOf(shareUp(share)).movePointRight(2)) + "%";
    }

    static double shareUp(double share) {
        return BigDecimal.valueOf(share).round(UP).doubleValue();
    }

    /** A rate that is not above this; empty where it is less than one call an hour. */
    static String rateDown(double perSecond) {
        if (perSecond >= 1) {
            return down(perSecond) + "/s";
        }
        if (perSecond * 60 >= 1) {
            return down(perSecond * 60) + "/m";
        }
        return perSecond * 3_600 >= 1 ? down(perSecond * 3_600) + "/h" : "";
    }

    /** What {@link #rateDown} has written, a second. */
    static double rate(String written) {
        double number = Double.parseDouble(written.substring(0, written.length() - 2));
        char unit = written.charAt(written.length() - 1);
        return number / (unit == 's' ? 1 : unit == 'm' ? 60 : 3_600);
    }

    private static String down(double value) {
        return plain(BigDecimal.valueOf(value).round(DOWN));
    }

    /** A count that may be too large by what is on the edge. */
    static String atMost(long count) {
        return count == 0 ? "0" : "at most " + count(count);
    }

    /** With commas between thousands. */
    static String count(long count) {
        String digits = Long.toString(count);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % GROUP == 0) {
                text.append(',');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
