package io.nightjar.export.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Collects bytes and numbers for a stream. What the stream throws is thrown at the end. Not thread-safe. */
final class TextBuffer {
    private static final int BYTES = 16 * 1024;
    private static final int LONGEST_NUMBER = 24;
    private static final double EXACT = 1e15;

    private final byte[] bytes = new byte[BYTES];
    private final byte[] digits = new byte[LONGEST_NUMBER];
    private int length;
    private OutputStream out = OutputStream.nullOutputStream();
    private @Nullable IOException failure;

    void begin(OutputStream newOut) {
        out = newOut;
        length = 0;
        failure = null;
    }

    void end() throws IOException {
        flush();
        out = OutputStream.nullOutputStream();
        if (failure != null) {
            throw failure;
        }
    }

    void add(byte[] text) {
        if (text.length > BYTES - length) {
            flush();
            if (text.length > BYTES) {
                write(text, text.length);
                return;
            }
        }
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    void add(char ascii) {
        if (length == BYTES) {
            flush();
        }
        bytes[length++] = (byte) ascii;
    }

    /** A whole number without a point, any other as Java writes it. */
    void add(double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(value) < EXACT) {
            add(whole);
            return;
        }
        String text = value == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(value);
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    void add(long value) {
        if (value < 0) {
            add('-');
        }
        int at = LONGEST_NUMBER;
        long rest = value;
        do {
            digits[--at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        if (LONGEST_NUMBER - at > BYTES - length) {
            flush();
        }
        System.arraycopy(digits, at, bytes, length, LONGEST_NUMBER - at);
        length += LONGEST_NUMBER - at;
    }

    private void flush() {
        write(bytes, length);
        length = 0;
    }

    private void write(byte[] text, int count) {
        if (failure != null) {
            return;
        }
        try {
            out.write(text, 0, count);
        } catch (IOException e) {
            failure = e;
        }
    }
}
