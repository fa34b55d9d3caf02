package io.nightjar.calls;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The lines of a file of calls while they are put together: CSV, each call one line whatever its texts hold. Confined to one thread. */
final class CallLine {
    /** Longer texts are cut. */
    static final int LONGEST_TEXT = 256;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int MILLI_DIGITS = 6;

    private final StringBuilder text;
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    CallLine(StringBuilder text) {
        this.text = text;
    }

    CallLine comma() {
        text.append(',');
        return this;
    }

    CallLine end() {
        text.append('\n');
        return this;
    }

    /** A moment in UTC with milliseconds. */
    CallLine time(long epochNanos) {
        long of = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        if (of != second) {
            second = of;
            String whole = LocalDateTime.ofEpochSecond(of, 0, ZoneOffset.UTC).toString();
            secondText = whole.length() == "2026-01-01T00:00".length() ? whole + ":00" : whole;
        }
        text.append(secondText).append('.');
        digits(Math.floorMod(epochNanos, NANOS_PER_SECOND) / NANOS_PER_MILLI, 3);
        text.append('Z');
        return this;
    }

    /** A duration in milliseconds, exact, with no more decimals than it needs. */
    CallLine millis(long nanos) {
        long positive = Math.max(0, nanos);
        text.append(positive / NANOS_PER_MILLI);
        long rest = positive % NANOS_PER_MILLI;
        if (rest != 0) {
            int decimals = MILLI_DIGITS;
            while (rest % 10 == 0) {
                rest /= 10;
                decimals--;
            }
            text.append('.');
            digits(rest, decimals);
        }
        return this;
    }

    CallLine count(long count) {
        text.append(count);
        return this;
    }

    /** A text of the application's: a control character becomes a space, quotes where they are needed. */
    CallLine text(String value) {
        int length = Math.min(value.length(), LONGEST_TEXT);
        if (length < value.length() && Character.isHighSurrogate(value.charAt(length - 1))) {
            length--;
        }
        boolean quoted = false;
        for (int i = 0; i < length && !quoted; i++) {
            char c = value.charAt(i);
            quoted = c == ',' || c == '"' || (c == ' ' || c < ' ') && (i == 0 || i == length - 1);
        }
        if (quoted) {
            text.append('"');
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c == '"') {
                text.append('"');
            }
            text.append(breaksLine(c) ? ' ' : c);
        }
        if (quoted) {
            text.append('"');
        }
        return this;
    }

    private static boolean breaksLine(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\uFEFF';
    }

    private void digits(long value, int least) {
        long power = 1;
        for (int i = 1; i < least; i++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            text.append((char) ('0' + value / power % 10));
        }
    }
}
