package io.nightjar.alert;

import java.time.Instant;
import java.time.LocalDate;

/**
 * RFC 3339 timestamps in UTC with exactly three fractional digits. Written by hand: the JDK's formatter has a large static
 * initialiser, and once that has failed for want of memory no alert could be written any more. Stateless.
 */
public final class IsoMillis {
    private static final long MILLIS_OF_A_DAY = 86_400_000;

    private IsoMillis() {}

    /** The instant as text, rounded down to milliseconds. */
    public static String format(Instant instant) {
        long millis = instant.toEpochMilli();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_OF_A_DAY));
        int ofDay = (int) Math.floorMod(millis, MILLIS_OF_A_DAY);
        StringBuilder text = new StringBuilder(24);
        digits(text, date.getYear(), 1000).append('-');
        digits(text, date.getMonthValue(), 10).append('-');
        digits(text, date.getDayOfMonth(), 10).append('T');
        digits(text, ofDay / 3_600_000, 10).append(':');
        digits(text, ofDay / 60_000 % 60, 10).append(':');
        digits(text, ofDay / 1_000 % 60, 10).append('.');
        return digits(text, ofDay % 1_000, 100).append('Z').toString();
    }

    /** The number with leading zeros, as many digits as the power of ten asks for. */
    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int power = highest; power > 1 && number < power; power /= 10) {
            text.append('0');
        }
        return text.append(number);
    }
}
