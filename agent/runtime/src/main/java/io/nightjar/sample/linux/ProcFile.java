package io.nightjar.sample.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A small text file of the kernel that stays open and is read from its start again and again without allocating.
 * Confined to one thread.
 */
public final class ProcFile implements AutoCloseable {
    /** What a number is that the file does not have. */
    public static final long ABSENT = Long.MIN_VALUE;

    private static final int LARGEST_BYTES = 1 << 20;

    private final Path path;
    private RandomAccessFile file;
    private byte[] text;
    private int length;

    private ProcFile(Path path, RandomAccessFile file, int expectedBytes) {
        this.path = path;
        this.file = file;
        this.text = new byte[expectedBytes];
    }

    public static ProcFile open(Path path, int expectedBytes) throws IOException {
        return new ProcFile(path, new RandomAccessFile(path.toFile(), "r"), expectedBytes);
    }

    /** The name of a field as {@link #field} wants it. */
    static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    Path path() {
        return path;
    }

    /** Reads the whole file anew; a descriptor that has gone stale is opened again once. */
    public void read() throws IOException {
        try {
            fill();
        } catch (IOException stale) {
            file.close();
            file = new RandomAccessFile(path.toFile(), "r");
            fill();
        }
        while (length == text.length && length < LARGEST_BYTES) {
            text = new byte[text.length * 2];
            fill();
        }
        if (length <= 0) {
            throw new IOException(path + " is empty");
        }
    }

    /** Reads as much as the buffer holds, for a file of which only the beginning matters. */
    void readBeginning() throws IOException {
        fill();
        if (length <= 0) {
            throw new IOException(path + " is empty");
        }
    }

    /** The number after the name that begins a line, or {@link #ABSENT}. */
    long field(byte[] name) {
        int line = 0;
        while (line < length) {
            int end = endOfLine(line);
            if (startsWith(name, line, end)) {
                return numberFrom(line + name.length, end);
            }
            line = end + 1;
        }
        return ABSENT;
    }

    /** As {@link #field}, where a file without it is broken. */
    long requiredField(byte[] name) throws IOException {
        return required(field(name), name);
    }

    /** The first number of the file, or {@link #ABSENT} where it holds a word. */
    public long number() {
        return numberFrom(0, endOfLine(0));
    }

    /** The number in a column of the first line, or {@link #ABSENT}; columns count from 0 at the given offset. */
    long column(int column, int offset) {
        int end = endOfLine(0);
        int at = skipBlanks(offset, end);
        for (int passed = 0; passed < column && at < end; passed++) {
            while (at < end && text[at] != ' ') {
                at++;
            }
            at = skipBlanks(at, end);
        }
        return numberFrom(at, end);
    }

    /** As {@link #column}, where a file without it is broken. */
    public long requiredColumn(int column, int offset) throws IOException {
        long value = column(column, offset);
        if (value == ABSENT) {
            throw new IOException(path + " is cut off: no column " + column);
        }
        return value;
    }

    /** A hash of what was read last, to see whether it has changed. */
    long contentHash() {
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + text[i];
        }
        return hash;
    }

    /** The offset behind the last such byte of the first line, or 0. */
    int behindLast(char sought) {
        for (int at = endOfLine(0) - 1; at >= 0; at--) {
            if (text[at] == sought) {
                return at + 1;
            }
        }
        return 0;
    }

    /** The decimal number behind {@code key} in the line that begins with {@code name}, times 100; or absent. */
    long hundredths(byte[] name, byte[] key) {
        int at = behindKey(name, key);
        if (at < 0) {
            return ABSENT;
        }
        int end = endOfLine(at);
        long whole = numberFrom(at, end);
        int point = at;
        while (point < end && text[point] != '.' && text[point] != ' ') {
            point++;
        }
        if (whole == ABSENT || point + 2 >= end || text[point] != '.') {
            return ABSENT;
        }
        return whole * 100 + (text[point + 1] - '0') * 10 + (text[point + 2] - '0');
    }

    /** The whole number behind {@code key} in the line that begins with {@code name}, or absent. */
    long keyed(byte[] name, byte[] key) {
        int at = behindKey(name, key);
        return at < 0 ? ABSENT : numberFrom(at, endOfLine(at));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void fill() throws IOException {
        file.seek(0);
        length = Math.max(0, file.read(text, 0, text.length));
    }

    private long required(long value, byte[] name) throws IOException {
        if (value == ABSENT) {
            throw new IOException(path + " is cut off: no " + new String(name, StandardCharsets.US_ASCII));
        }
        return value;
    }

    private int behindKey(byte[] name, byte[] key) {
        int line = 0;
        while (line < length) {
            int end = endOfLine(line);
            if (startsWith(name, line, end)) {
                for (int at = line + name.length; at + key.length < end; at++) {
                    if (matches(key, at)) {
                        return at + key.length;
                    }
                }
            }
            line = end + 1;
        }
        return -1;
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < length && text[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean startsWith(byte[] name, int line, int end) {
        int behind = line + name.length;
        return behind < end && (text[behind] == ' ' || text[behind] == ':') && matches(name, line);
    }

    private boolean matches(byte[] sought, int from) {
        for (int i = 0; i < sought.length; i++) {
            if (text[from + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }

    private int skipBlanks(int from, int end) {
        int at = from;
        while (at < end && (text[at] == ' ' || text[at] == ':' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    private long numberFrom(int from, int end) {
        int at = skipBlanks(from, end);
        if (at >= end || text[at] < '0' || text[at] > '9') {
            return ABSENT;
        }
        long value = 0;
        for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
            if (value > (Long.MAX_VALUE - 9) / 10) {
                return Long.MAX_VALUE;
            }
            value = value * 10 + (text[at] - '0');
        }
        return value;
    }
}
