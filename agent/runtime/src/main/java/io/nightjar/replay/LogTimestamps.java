package io.nightjar.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

/** Times of a log, read from bytes: ISO with an offset, epoch seconds, epoch milliseconds. Confined to one thread. */
final class LogTimestamps {
    /** What is returned where there is no such time. */
    static final long NONE = Long.MIN_VALUE;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NANOS = 1_000_000_000;
    /** Numbers from here on are milliseconds. */
    private static final long FIRST_MILLIS = 100_000_000_000L;
    /** The year 2255; the clock counts nanoseconds since 1970. */
    private static final long MOST_SECONDS = 9_000_000_000L;

    private static final int MINUTE_CHARS = 16;
    private static final int MOST_OFFSET_HOURS = 18;

    private long latestDate;
    private long latestTime;
    private long latestMinuteSeconds = NONE;

    /** Nanoseconds since 1970; {@link #NONE} where it is no time. */
    long read(byte[] bytes, int start, int end) {
        if (end - start > MINUTE_CHARS && bytes[start + 4] == '-') {
            return iso(bytes, start, end);
        }
        return number(bytes, start, end);
    }

    private long iso(byte[] bytes, int start, int end) {
        long date = (long) LONGS.get(bytes, start);
        long time = (long) LONGS.get(bytes, start + Long.BYTES);
        if (date != latestDate || time != latestTime || latestMinuteSeconds == NONE) {
            latestMinuteSeconds = minute(bytes, start);
            latestDate = date;
            latestTime = time;
        }
        if (latestMinuteSeconds == NONE) {
            return NONE;
        }
        int i = start + MINUTE_CHARS;
        long seconds = 0;
        long nanos = 0;
        if (bytes[i] == ':') {
            seconds = twoDigits(bytes, i + 1, end);
            i += 3;
            if (seconds < 0 || seconds > 60) {
                return NONE;
            }
            if (i < end && (bytes[i] == '.' || bytes[i] == ',')) {
                int first = ++i;
                int scale = 1;
                while (i < end && LogNumbers.isDigit(bytes[i])) {
                    if (scale < NANOS) {
                        nanos = nanos * 10 + bytes[i] - '0';
                        scale *= 10;
                    }
                    i++;
                }
                if (i == first) {
                    return NONE;
                }
                nanos *= NANOS / scale;
            }
        }
        int offset = offsetSeconds(bytes, i, end);
        long all = latestMinuteSeconds + seconds - offset;
        return offset == Integer.MIN_VALUE || all < 0 || all > MOST_SECONDS ? NONE : all * NANOS + nanos;
    }

    /** Seconds since 1970 of {@code 2026-11-22T14:03}, as if it were UTC. */
    private static long minute(byte[] bytes, int start) {
        int end = start + MINUTE_CHARS;
        long century = twoDigits(bytes, start, end);
        long year = twoDigits(bytes, start + 2, end);
        long month = twoDigits(bytes, start + 5, end);
        long day = twoDigits(bytes, start + 8, end);
        long hour = twoDigits(bytes, start + 11, end);
        long minute = twoDigits(bytes, start + 14, end);
        byte between = bytes[start + 10];
        boolean shaped = bytes[start + 4] == '-'
                && bytes[start + 7] == '-'
                && (between == 'T' || between == 't' || between == ' ')
                && bytes[start + 13] == ':';
        if (!shaped || century < 0 || year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NONE;
        }
        try {
            long days = LocalDate.of((int) (century * 100 + year), (int) month, (int) day)
                    .toEpochDay();
            return days * 86_400 + hour * 3_600 + minute * 60;
        } catch (DateTimeException noDay) {
            return NONE;
        }
    }

    /** {@code Z}, {@code +01}, {@code +0100} or {@code +01:00}; the smallest number where it is none of them. */
    private static int offsetSeconds(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length == 1 && (bytes[start] == 'Z' || bytes[start] == 'z')) {
            return 0;
        }
        if (length < 3 || bytes[start] != '+' && bytes[start] != '-') {
            return Integer.MIN_VALUE;
        }
        int hours = twoDigits(bytes, start + 1, end);
        boolean colon = length == 6 && bytes[start + 3] == ':';
        int minutes = length == 3 ? 0 : colon || length == 5 ? twoDigits(bytes, end - 2, end) : -1;
        if (hours < 0 || hours > MOST_OFFSET_HOURS || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return bytes[start] == '-' ? -seconds : seconds;
    }

    private static long number(byte[] bytes, int start, int end) {
        int i = start;
        long whole = 0;
        while (i < end && LogNumbers.isDigit(bytes[i]) && i - start < 18) {
            whole = whole * 10 + bytes[i++] - '0';
        }
        if (i == start) {
            return NONE;
        }
        long unit = whole >= FIRST_MILLIS ? LogNumbers.NANOS_PER_MILLI : NANOS;
        long fraction = 0;
        if (i < end && bytes[i] == '.') {
            i++;
            for (long scale = unit / 10; i < end && LogNumbers.isDigit(bytes[i]); scale /= 10) {
                fraction += (bytes[i++] - '0') * scale;
            }
        }
        boolean inRange = whole / (NANOS / unit) <= MOST_SECONDS;
        return i == end && inRange ? whole * unit + fraction : NONE;
    }

    private static int twoDigits(byte[] bytes, int start, int end) {
        if (start + 2 > end || !LogNumbers.isDigit(bytes[start]) || !LogNumbers.isDigit(bytes[start + 1])) {
            return -1;
        }
        return (bytes[start] - '0') * 10 + bytes[start + 1] - '0';
    }

    /** What is wrong with a time. */
    static String why(byte[] bytes, int start, int end) {
        if (start >= end) {
            return "timestamp is missing";
        }
        String shown = LogFields.shown(bytes, start, end);
        double number = LogNumbers.decimal(bytes, start, end);
        if (number < 0) {
            return "timestamp is negative: " + shown;
        }
        if (number > MOST_SECONDS * 1_000.0 || number > MOST_SECONDS && number < FIRST_MILLIS) {
            return "timestamp is beyond the year 2255: " + shown
                    + " (seconds are taken, and milliseconds from 1e11 on)";
        }
        if (number >= 0) {
            return "timestamp has lost digits: " + shown + " (in awk, print it with printf \"%.3f\")";
        }
        boolean iso = new LogTimestamps().read(append(bytes, start, end), 0, end - start + 1) != NONE;
        return iso
                ? "timestamp has no offset: " + shown + " (Z or, for example, +01:00 behind it)"
                : "timestamp is no time: " + shown
                        + " (ISO 8601 with an offset, or seconds or milliseconds since 1970)";
    }

    /** The same with a Z behind it. */
    private static byte[] append(byte[] bytes, int start, int end) {
        byte[] longer = Arrays.copyOfRange(bytes, start, end + 1);
        longer[end - start] = 'Z';
        return longer;
    }
}
