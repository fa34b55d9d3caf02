package io.nightjar.replay;

import java.nio.charset.StandardCharsets;

/** Numbers of a log, read from bytes. Stateless. */
final class LogNumbers {
    /** What is returned where there is no such number. */
    static final long NONE = Long.MIN_VALUE;

    static final long NANOS_PER_MILLI = 1_000_000;
    /** No call takes longer. */
    static final double MOST_MILLIS = 366.0 * 86_400_000;

    private static final int MOST_DIGITS = 12;
    private static final int FRACTION_DIGITS = 6;

    private LogNumbers() {}

    /** Milliseconds with a fraction as nanoseconds; {@link #NONE} where it is no number from 0 to a year. */
    static long millisToNanos(byte[] bytes, int start, int end) {
        int i = start;
        long whole = 0;
        while (i < end && isDigit(bytes[i])) {
            whole = whole * 10 + bytes[i++] - '0';
        }
        if (i == start || i - start > MOST_DIGITS) {
            return rareMillisToNanos(bytes, start, end);
        }
        long fraction = 0;
        if (i < end && bytes[i] == '.') {
            i++;
            int digits = 0;
            while (i < end && isDigit(bytes[i])) {
                if (digits < FRACTION_DIGITS) {
                    fraction = fraction * 10 + bytes[i] - '0';
                    digits++;
                }
                i++;
            }
            for (; digits < FRACTION_DIGITS; digits++) {
                fraction *= 10;
            }
        }
        if (i != end || whole > MOST_MILLIS) {
            return rareMillisToNanos(bytes, start, end);
        }
        return whole * NANOS_PER_MILLI + fraction;
    }

    /** Exponents, signs and the like. */
    private static long rareMillisToNanos(byte[] bytes, int start, int end) {
        double millis = decimal(bytes, start, end);
        return millis >= 0 && millis <= MOST_MILLIS ? Math.round(millis * NANOS_PER_MILLI) : NONE;
    }

    /** A whole number from 0 on, perhaps written with a fraction of zeros; {@link #NONE} where it is none. */
    static long count(byte[] bytes, int start, int end) {
        double number = decimal(bytes, start, end);
        return number >= 0 && number <= 1e15 && number == Math.rint(number) ? (long) number : NONE;
    }

    /** Any number; NaN where it is none. */
    static double decimal(byte[] bytes, int start, int end) {
        if (start >= end || end - start > 64) {
            return Double.NaN;
        }
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (!isDigit(b) && b != '.' && b != '-' && b != '+' && b != 'e' && b != 'E') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    /** What is wrong with a number of milliseconds. */
    static String whyNoMillis(byte[] bytes, int start, int end) {
        if (start >= end) {
            return "is missing";
        }
        String shown = LogFields.shown(bytes, start, end);
        double millis = decimal(bytes, start, end);
        if (millis < 0) {
            return "is negative: " + shown;
        }
        return millis > MOST_MILLIS ? "is longer than a year: " + shown : "is no number: " + shown;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
