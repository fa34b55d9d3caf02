package io.nightjar.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a log: of a file up to where it ended when it was opened, unpacked where they are gzip. Confined to one thread. */
final class LogInput {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_BYTES = 4;

    private LogInput() {}

    /** @throws CallLogException where it cannot be opened */
    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CallLogException(file + " is a directory");
        }
        if (!Files.exists(file)) {
            throw new CallLogException("there is no file " + file);
        }
        InputStream in = Files.newInputStream(file);
        return Files.isRegularFile(file) ? new UntilSeen(in, Files.size(file)) : in;
    }

    /** @throws CallLogException where the bytes are packed otherwise than by gzip, or no UTF-8 */
    static InputStream unpacked(InputStream raw) throws IOException {
        Peeking in = new Peeking(raw);
        byte[] magic = in.readNBytes(MAGIC_BYTES);
        in.unread(magic);
        if (begins(magic, 0x1F, 0x8B)) {
            return new GZIPInputStream(in, BUFFER_BYTES);
        }
        if (begins(magic, 0xFF, 0xFE) || begins(magic, 0xFE, 0xFF)) {
            throw new CallLogException("the log is UTF-16, and UTF-8 is read: iconv -f UTF-16 -t UTF-8 makes it so");
        }
        String packed = begins(magic, 0x28, 0xB5, 0x2F, 0xFD)
                ? "zstd"
                : begins(magic, 'B', 'Z', 'h')
                        ? "bzip2"
                        : begins(magic, 0xFD, '7', 'z') ? "xz" : begins(magic, 'P', 'K', 3, 4) ? "zip" : "";
        if (!packed.isEmpty()) {
            throw new CallLogException("the log is packed by " + packed + ", and only gzip is unpacked here");
        }
        return in;
    }

    private static boolean begins(byte[] bytes, int... with) {
        boolean same = bytes.length >= with.length;
        for (int i = 0; same && i < with.length; i++) {
            same = (bytes[i] & 0xFF) == with[i];
        }
        return same;
    }

    /** Knows whether anything follows: of several gzip members the reader asks before it takes the next. */
    private static final class Peeking extends PushbackInputStream {
        Peeking(InputStream in) {
            super(in, BUFFER_BYTES);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return Math.max(1, super.available());
        }
    }

    /** A file that may grow while it is read: what it held when it was opened, and the rest of the line that was being written. */
    static final class UntilSeen extends FilterInputStream {
        private long left;
        private int latest = '\n';

        UntilSeen(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left > 0) {
                int count = in.read(target, offset, (int) Math.min(left, length));
                left -= Math.max(0, count);
                latest = count > 0 ? target[offset + count - 1] : latest;
                return count;
            }
            int next = latest == '\n' ? -1 : in.read();
            if (next < 0) {
                return -1;
            }
            target[offset] = (byte) next;
            latest = next;
            return 1;
        }
    }
}
