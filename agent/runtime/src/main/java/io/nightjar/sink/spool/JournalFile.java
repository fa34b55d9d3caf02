package io.nightjar.sink.spool;

import io.nightjar.store.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The append-only file of a journal. A write that fails, because the disk is full, leaves the file as it was before. Not
 * thread-safe; confined to the spool's thread.
 */
final class JournalFile implements AutoCloseable {
    /** Behind the name of a file that is being made anew. */
    static final String FRESH = ".new";

    private final Path path;
    private FileChannel channel;
    private long sizeBytes;

    private JournalFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.sizeBytes = channel.size();
        channel.position(sizeBytes);
    }

    static JournalFile open(Path path) throws IOException {
        return new JournalFile(path, PrivateFiles.open(path));
    }

    /** Appends these lines, all or none. */
    void append(List<byte[]> lines) throws IOException {
        try {
            sizeBytes += write(channel, lines);
        } catch (IOException full) {
            channel.truncate(sizeBytes);
            channel.position(sizeBytes);
            throw full;
        }
    }

    /** Puts these lines in place of all that is there, in one step that cannot be seen half done. */
    void replace(List<byte[]> lines) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + FRESH);
        FileChannel freshChannel = PrivateFiles.open(fresh);
        try {
            freshChannel.truncate(0);
            long bytes = write(freshChannel, lines);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            FileChannel old = channel;
            channel = freshChannel;
            sizeBytes = bytes;
            old.close();
        } catch (IOException full) {
            freshChannel.close();
            Files.deleteIfExists(fresh);
            throw full;
        }
    }

    private static long write(FileChannel channel, List<byte[]> lines) throws IOException {
        int total = 0;
        for (byte[] line : lines) {
            total += line.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(total);
        for (byte[] line : lines) {
            buffer.put(line);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return total;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
