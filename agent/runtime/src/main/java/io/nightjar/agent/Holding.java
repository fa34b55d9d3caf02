package io.nightjar.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Copies items of a {@link Pack} to where the jar does not matter. A class of its own, for a quick start without it. */
final class Holding {
    private static final int BUFFER = 1 << 16;

    private final ZipFile jar;
    private final ZipEntry entry;
    private final byte[] rows;

    Holding(ZipFile jar, ZipEntry entry, byte[] rows) {
        this.jar = jar;
        this.entry = entry;
        this.rows = rows;
    }

    /**
     * Copies what is wanted, by its name, in one pass over the jar: into a file without a name in a directory, or into memory where
     * there can be none, as where the file system is full or nothing may be written to it.
     */
    HeldItems hold(Predicate<String> wanted, String directory) throws IOException {
        ItemsInFile.Sink file;
        try {
            file = ItemsInFile.create(Path.of(directory), rows.length / Pack.ROW);
        } catch (IOException | RuntimeException none) {
            return copied(wanted, new ItemsInMemory(rows.length / Pack.ROW));
        }
        try {
            return copied(wanted, file);
        } catch (IOException full) {
            file.close();
            return copied(wanted, new ItemsInMemory(rows.length / Pack.ROW)); // fails again where it was the jar
        }
    }

    private HeldItems copied(Predicate<String> wanted, ItemSink items) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (InputStream in = new BufferedInputStream(jar.getInputStream(entry), BUFFER)) {
            long at = 4 + rows.length;
            Pack.skip(in, at);
            for (int row = 0; row < rows.length; row += Pack.ROW) {
                Pack.skip(in, Pack.number(rows, row + 4) - at);
                byte[] item = Pack.read(in, Pack.number(rows, row + 8));
                at = (long) Pack.number(rows, row + 4) + item.length;
                String name = new String(item, 2, (item[0] & 0xff) << 8 | item[1] & 0xff, StandardCharsets.ISO_8859_1);
                if (name.hashCode() != Pack.number(rows, row)) {
                    throw new IOException("the agent's jar is not the one that it was");
                }
                if (wanted.test(name)) {
                    items.put(row / Pack.ROW, smaller(item, 2 + name.length(), Pack.number(rows, row + 12), deflater));
                }
            }
        } finally {
            deflater.end();
        }
        return items.all();
    }

    /** The item deflated, where it lies plain and takes fewer bytes so. */
    private static byte[] smaller(byte[] item, int begin, int length, Deflater deflater) {
        if (item.length - begin != length || length == 0) {
            return item;
        }
        deflater.reset();
        deflater.setInput(item, begin, length);
        deflater.finish();
        byte[] deflated = new byte[item.length];
        int bytes = deflater.deflate(deflated, begin, length);
        if (!deflater.finished() || bytes >= length) {
            return item;
        }
        System.arraycopy(item, 0, deflated, 0, begin);
        return Arrays.copyOf(deflated, begin + bytes);
    }
}
