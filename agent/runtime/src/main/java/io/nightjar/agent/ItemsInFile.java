package io.nightjar.agent;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * Items in a file that has lost its name before anything is written to it: the kernel frees it when the process ends,
 * however it ends. Only where files have owners as on POSIX; elsewhere a file that is open keeps its name. Thread-safe once
 * all items are in it.
 */
final class ItemsInFile implements HeldItems {
    /* No channel: the interrupt of an application's thread that loads a class would close it for everybody. */
    private final RandomAccessFile file;
    /** By row, where its item begins in the file; it takes what lies between that and where the next one begins. */
    private final int[] begins;

    private ItemsInFile(RandomAccessFile file, int[] begins) {
        this.file = file;
        this.begins = begins;
    }

    /**
     * A new file in a directory.
     *
     * @throws IOException if there can be none, of which nothing is left then
     * @throws UnsupportedOperationException where files have no owners as on POSIX
     */
    static Sink create(Path directory, int rows) throws IOException {
        return new Sink(unnamed(directory.resolve("nightjar-" + Long.toHexString(System.nanoTime()))), rows);
    }

    private static RandomAccessFile unnamed(Path path) throws IOException {
        EnumSet<PosixFilePermission> owner =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(owner));
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } finally {
            try {
                Files.delete(path);
            } catch (IOException named) {
                if (file != null) {
                    file.close();
                }
                throw named;
            }
        }
        return file;
    }

    @Override
    public byte[] get(int row) throws IOException {
        int length = begins[row + 1] - begins[row];
        if (length == 0) {
            return null;
        }
        byte[] item = new byte[length];
        synchronized (file) {
            file.seek(begins[row]);
            file.readFully(item);
        }
        return item;
    }

    @Override
    public boolean areForgotten() {
        return false;
    }

    @Override
    public void forget(int row) {
        throw new UnsupportedOperationException("what is in the file stays");
    }

    @Override
    public long bytesInMemory() {
        return 0;
    }

    /** Writes the items one after the other. */
    static final class Sink implements ItemSink {
        private static final int BUFFER = 1 << 16;

        private final RandomAccessFile file;
        private final OutputStream out;
        private final int[] begins;
        private int next;
        private int written;

        private Sink(RandomAccessFile file, int rows) throws IOException {
            this.file = file;
            begins = new int[rows + 1];
            out = new BufferedOutputStream(new FileOutputStream(file.getFD()), BUFFER);
        }

        @Override
        public void put(int row, byte[] item) throws IOException {
            beginUpTo(row);
            out.write(item);
            written += item.length;
        }

        @Override
        public HeldItems all() throws IOException {
            beginUpTo(begins.length - 1);
            out.flush();
            if (file.length() != written) {
                throw new EOFException("the file took " + file.length() + " of " + written + " bytes");
            }
            return new ItemsInFile(file, begins);
        }

        void close() throws IOException {
            file.close();
        }

        private void beginUpTo(int row) {
            while (next <= row) {
                begins[next++] = written;
            }
        }
    }
}
