package io.nightjar.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The one stored entry of the jar that holds all classes and resources of the agent: found by a table in memory, read one
 * by one. The JVM and the JDK look at every entry of an agent's jar at each start; four thousand entries cost a start
 * 6 ms on 17 and 13 ms on 25, one costs nothing. Once {@link #hold} has run, what it was asked for is kept apart from the
 * jar, so that one that is overwritten in place takes nothing away. Thread-safe.
 *
 * <p>All numbers are big-endian. First the count of items, then for each item, sorted by the hash of its name, four ints:
 * the hash, where the item begins, how many bytes it takes, and how many its content has. An item is the length of its
 * name in two bytes, the name in ISO 8859-1, and the content, deflated where that takes fewer bytes. A class goes by its
 * binary name, a resource by its path. {@link PackWriter} writes it while the agent is built.
 */
final class Pack {
    static final int ROW = 16;

    private final ZipFile jar;
    private final ZipEntry entry;
    private final byte[] rows;
    /** Whole items as they lie in the pack, or deflated where they lie there plain; null as long as all are in the jar alone. */
    private volatile HeldItems held;

    private Pack(ZipFile jar, ZipEntry entry, byte[] rows) {
        this.jar = jar;
        this.entry = entry;
        this.rows = rows;
    }

    static Pack open(ZipFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IOException("the agent's jar has no " + name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] count = read(in, 4);
            return new Pack(jar, entry, read(in, number(count, 0) * ROW));
        }
    }

    /** The content under this name, null where there is none. */
    byte[] read(String name) throws IOException {
        int hash = name.hashCode();
        for (int row = firstRowOf(hash); row < rows.length && number(rows, row) == hash; row += ROW) {
            byte[] content = content(row, name);
            if (content != null) {
                return content;
            }
        }
        return null;
    }

    /**
     * Reads a plain item of the jar without making anything of its size: a start would leave megabytes of class files behind.
     *
     * @param into gets the item: behind two bytes and the name, its content
     * @return how many bytes of that it takes; 0 where only {@link #read} can tell whether it is there
     */
    int readPlain(String name, byte[] into) {
        int hash = name.hashCode();
        int row = firstRowOf(hash);
        if (held != null || row >= rows.length || number(rows, row) != hash) {
            return 0;
        }
        int taken = number(rows, row + 8);
        if (taken > into.length || taken != beginOf(name) + number(rows, row + 12)) {
            return 0;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            skip(in, number(rows, row + 4));
            return in.readNBytes(into, 0, taken) == taken && isNamed(into, name) ? taken : 0;
        } catch (IOException changed) {
            return 0; // as it is said there
        }
    }

    /** Where the content of an item of that name begins. */
    static int beginOf(String name) {
        return 2 + name.length();
    }

    /** Copies every item that is wanted, by its name: into a file without a name in a directory, or into memory. */
    void hold(Predicate<String> wanted, String directory) throws IOException {
        held = new Holding(jar, entry, rows).hold(wanted, directory);
    }

    /** Lets go of what was held under this name: it will not be read again. */
    void forget(String name) throws IOException {
        HeldItems items = held;
        if (items == null || !items.areForgotten()) {
            return;
        }
        int hash = name.hashCode();
        for (int row = firstRowOf(hash); row < rows.length && number(rows, row) == hash; row += ROW) {
            byte[] item = items.get(row / ROW);
            if (item != null && isNamed(item, name)) {
                items.forget(row / ROW);
            }
        }
    }

    /** How many bytes are held in memory. */
    long heldBytes() {
        HeldItems items = held;
        return items == null ? 0 : items.bytesInMemory();
    }

    /** Whether there is content under this name. */
    boolean has(String name) throws IOException {
        return read(name) != null;
    }

    private int firstRowOf(int hash) {
        int low = 0;
        int high = rows.length / ROW;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (number(rows, middle * ROW) < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low * ROW;
    }

    /** Null where another name has the same hash. */
    private byte[] content(int row, String name) throws IOException {
        HeldItems items = held;
        byte[] item = items == null ? null : items.get(row / ROW);
        if (item == null) {
            return onDisk(row, name);
        }
        if (!isNamed(item, name)) {
            return null;
        }
        return content(item, row, name);
    }

    private byte[] content(byte[] item, int row, String name) throws IOException {
        byte[] stored = Arrays.copyOfRange(item, beginOf(name), item.length);
        int length = number(rows, row + 12);
        return stored.length == length ? stored : inflated(stored, length, name);
    }

    private byte[] onDisk(int row, String name) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            skip(in, number(rows, row + 4));
            byte[] item = read(in, number(rows, row + 8)); // in one go: names seldom share a hash
            return isNamed(item, name) ? content(item, row, name) : null;
        } catch (IOException changed) {
            throw new IOException(
                    "the agent's jar has changed since this JVM began: " + name + " is gone until it is"
                            + " started again",
                    changed);
        }
    }

    private static boolean isNamed(byte[] head, String name) {
        int length = name.length();
        if (head.length < length + 2 || ((head[0] & 0xff) << 8 | head[1] & 0xff) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((head[i + 2] & 0xff) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] inflated(byte[] deflated, int length, String name) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] content = new byte[length];
            if (inflater.inflate(content) != length) {
                throw new EOFException(name + " is cut off in the agent's jar");
            }
            return content;
        } catch (DataFormatException damaged) {
            throw new IOException(name + " is damaged in the agent's jar", damaged);
        } finally {
            inflater.end();
        }
    }

    static byte[] read(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (in.readNBytes(bytes, 0, length) != length) {
            throw new EOFException("the agent's jar is cut off");
        }
        return bytes;
    }

    static void skip(InputStream in, long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                throw new EOFException("the agent's jar is cut off");
            }
            left -= skipped;
        }
    }

    static int number(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }
}
