package io.nightjar.config;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers with their units; what does not parse is empty. */
public final class Units {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    /** A hundred years: nothing longer can be meant, and everything shorter fits. */
    private static final double LONGEST_NANOS = 3_155_760_000.0 * SECOND;

    private Units() {}

    /** Nanoseconds of {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h} or a bare number of the given unit. */
    public static OptionalLong nanos(String text, boolean bareMillis) {
        int end = numberEnd(text);
        OptionalDouble number = number(text.substring(0, end));
        long unit = unitNanos(text.substring(end).strip(), bareMillis);
        if (number.isEmpty() || unit == 0) {
            return OptionalLong.empty();
        }
        double nanos = number.getAsDouble() * unit;
        return nanos > LONGEST_NANOS ? OptionalLong.empty() : OptionalLong.of(Math.round(nanos));
    }

    private static long unitNanos(String unit, boolean bareMillis) {
        return switch (unit) {
            case "" -> bareMillis ? MILLI : SECOND;
            case "ms" -> MILLI;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3_600 * SECOND;
            case "d" -> 24 * 3_600 * SECOND;
            default -> 0;
        };
    }

    /**
     * 0 to 1 of {@code 5%}, {@code 0.05} or a bare number of percent: without a sign, what is written with a decimal
     * point and is at most 1 is a share, everything else percent.
     */
    static OptionalDouble share(String text) {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
        OptionalDouble number = number(digits);
        if (number.isEmpty()) {
            return number;
        }
        boolean plain = !percent && digits.indexOf('.') >= 0 && number.getAsDouble() <= 1;
        double share = plain ? number.getAsDouble() : number.getAsDouble() / 100;
        return share > 1 ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    /** Per second, of {@code 10/s}, {@code 10/m}, {@code 10/h}, {@code 10/d}, {@code 10/w} or a bare number. */
    static OptionalDouble perSecond(String text) {
        int slash = text.indexOf('/');
        OptionalDouble number =
                number(slash < 0 ? text : text.substring(0, slash).strip());
        int seconds = slash < 0 ? 1 : unitSeconds(text.substring(slash + 1).strip());
        return number.isEmpty() || seconds == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(number.getAsDouble() / seconds);
    }

    /** Per week, of what {@link #perSecond} takes; a bare number is per week. */
    static OptionalDouble perWeek(String text) {
        OptionalDouble number = text.indexOf('/') < 0 ? number(text) : perSecond(text);
        double weeks = text.indexOf('/') < 0 ? 1 : unitSeconds("w");
        return number.isEmpty() ? number : OptionalDouble.of(number.getAsDouble() * weeks);
    }

    private static int unitSeconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 24 * 3_600;
            case "w" -> 7 * 24 * 3_600;
            default -> 0;
        };
    }

    /** A whole number from 0 to a million. */
    static OptionalLong count(String text) {
        if (text.isEmpty() || text.length() > 7 || numberEnd(text) != text.length() || text.indexOf('.') >= 0) {
            return OptionalLong.empty();
        }
        long count = Long.parseLong(text);
        return count > 1_000_000 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /** Digits, perhaps with one decimal point: no sign, no exponent. */
    static OptionalDouble number(String text) {
        boolean digit = false;
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point) {
                point = true;
            } else if (c >= '0' && c <= '9') {
                digit = true;
            } else {
                return OptionalDouble.empty();
            }
        }
        return digit && text.length() <= 20 ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    private static int numberEnd(String text) {
        int end = 0;
        while (end < text.length() && (text.charAt(end) == '.' || '0' <= text.charAt(end) && text.charAt(end) <= '9')) {
            end++;
        }
        return end;
    }
}
