package io.nightjar.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text that vouch for themselves: eight hexadecimal digits of CRC-32C, a space, the text, a newline. Whoever looks
 * into the file can read it; a torn or damaged line fails its checksum and costs itself alone. Stateless; thread-safe.
 */
public final class ChecksummedLines {
    private static final int CHECKSUM_CHARS = 8;
    private static final int LONGEST_LINE_BYTES = 4 << 20;

    private ChecksummedLines() {}

    /** Takes the lines of a file that are whole. */
    public interface Reader {
        /**
         * @param line all of it, with its newline
         * @param text what the checksum vouches for
         */
        void line(byte[] line, byte[] text);
    }

    /** A text, which has no newline in it, as a line. */
    public static byte[] of(byte[] text) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(text.length + CHECKSUM_CHARS + 2);
        line.writeBytes(checksum(text).getBytes(StandardCharsets.US_ASCII));
        line.write(' ');
        line.writeBytes(text);
        line.write('\n');
        return line.toByteArray();
    }

    /** Reads every whole line, in order; how many lines are damaged, a torn last one among them. */
    public static int read(Path file, Reader reader) throws IOException {
        int damaged = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    if (line.size() <= LONGEST_LINE_BYTES) {
                        line.write(b);
                    }
                    continue;
                }
                byte[] whole = line.toByteArray();
                line.reset();
                byte[] text = text(whole);
                if (text == null) {
                    damaged++;
                } else {
                    reader.line(withNewline(whole), text);
                }
            }
            return damaged + (line.size() > 0 ? 1 : 0);
        }
    }

    /** What the checksum vouches for; null where it does not. */
    private static byte @Nullable [] text(byte[] line) {
        if (line.length <= CHECKSUM_CHARS + 1 || line[CHECKSUM_CHARS] != ' ') {
            return null;
        }
        byte[] text = Arrays.copyOfRange(line, CHECKSUM_CHARS + 1, line.length);
        return checksum(text).equals(new String(line, 0, CHECKSUM_CHARS, StandardCharsets.US_ASCII)) ? text : null;
    }

    private static byte[] withNewline(byte[] line) {
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        return whole;
    }

    private static String checksum(byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(text);
        String hex = Long.toHexString(crc.getValue());
        return "0".repeat(CHECKSUM_CHARS - hex.length()) + hex;
    }
}
