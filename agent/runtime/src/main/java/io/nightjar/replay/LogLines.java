package io.nightjar.replay;

import java.io.IOException;
import java.io.InputStream;

/** The lines of a log, one at a time, within one array of bytes. Confined to one thread. */
final class LogLines {
    /** A line is no longer than this. */
    static final int LONGEST_LINE = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final byte NEWLINE = '\n';
    private static final byte RETURN = '\r';

    private final InputStream in;
    /** A line stands from {@link #start} to {@link #end}; its line break is left out. */
    final byte[] bytes = new byte[BUFFER_BYTES];

    int start;
    int end;
    private int next;
    private int filled;
    private boolean ended;
    private long number;
    private boolean tooLong;

    LogLines(InputStream in) {
        this.in = in;
    }

    /** The number of the line, from 1 on. */
    long number() {
        return number;
    }

    /** Whether the line was longer than is read; then it is empty. */
    boolean isTooLong() {
        return tooLong;
    }

    /** The next line; false where there is none. */
    boolean next() throws IOException {
        start = next;
        tooLong = false;
        int newline = newline(start);
        if (newline < 0 && filled - start > LONGEST_LINE) {
            tooLong = true;
            while (newline < 0 && !ended) {
                start = filled;
                newline = newline(start);
            }
        }
        tooLong |= newline - start > LONGEST_LINE;
        return take(newline, start);
    }

    /** How far the line and its break reach, for {@link #rewind}. */
    int length() {
        return next - start;
    }

    /** Goes back to where the line after this one begins, as it was when it was so long. */
    void rewind(int length, long lineNumber) {
        next = start + length;
        number = lineNumber;
    }

    /** Adds the line after this one to it, with the line break between them; false where there is none or both are too long. */
    boolean extend() throws IOException {
        int already = next - start;
        int newline = newline(next);
        if (newline < 0 && filled - start > LONGEST_LINE || newline - start > LONGEST_LINE) {
            next = start + already;
            return false;
        }
        return take(newline, start + already);
    }

    private boolean take(int newline, int from) {
        if (newline < 0 && from >= filled) {
            next = filled;
            end = Math.max(start, from);
            if (tooLong) {
                number++;
            }
            return tooLong;
        }
        number++;
        end = newline < 0 ? filled : newline;
        next = newline < 0 ? filled : newline + 1;
        if (end > from && bytes[end - 1] == RETURN) {
            end--;
        }
        if (tooLong) {
            start = end;
        }
        return true;
    }

    /** Where the next line break is; -1 where there is none to the end, or none within what fits. Moves the line to the front where that is needed. */
    private int newline(int from) throws IOException {
        int i = from;
        while (true) {
            for (; i < filled; i++) {
                if (bytes[i] == NEWLINE) {
                    return i;
                }
            }
            if (ended || filled - start > LONGEST_LINE) {
                return -1;
            }
            i -= compact();
            int count = in.read(bytes, filled, bytes.length - filled);
            ended = count < 0;
            filled += Math.max(0, count);
        }
    }

    /** Moves the line to the front where little is left behind it; how far everything moved. */
    private int compact() {
        int moved = bytes.length - filled > LONGEST_LINE ? 0 : start;
        if (moved > 0) {
            System.arraycopy(bytes, start, bytes, 0, filled - start);
            filled -= moved;
            next -= moved;
            start = 0;
        }
        return moved;
    }
}
