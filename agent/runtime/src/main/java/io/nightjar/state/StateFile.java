package io.nightjar.state;

import io.nightjar.json.AlertJson;
import io.nightjar.store.ChecksummedLines;
import io.nightjar.store.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of state: a line with the version, when it was written and how many lines follow, then a line for each entry.
 * Stateless.
 *
 * <p>A newer version that only adds sections or members raises {@code minor}: what an older one cannot read it keeps as it is.
 * One that changes what is there raises {@code version}: an older one leaves its files alone.
 */
final class StateFile {
    /** No file is larger. */
    static final long MOST_BYTES = 16L << 20;
    /** More than the first line needs. */
    static final long HEADER_BYTES = 256;
    /** Behind the name of a file that is being written. */
    static final String FRESH = ".new";

    private static final String HEADER = "state";
    private static final long VERSION = 1;
    private static final long MINOR = 0;

    private StateFile() {}

    static byte[] header(Instant now, int lines) {
        Map<String, @Nullable Object> map = StateLines.section(HEADER);
        map.put("version", VERSION);
        map.put("minor", MINOR);
        map.put("saved_at", now.toString());
        map.put("lines", lines);
        return StateLines.line(map);
    }

    /** Reads what is whole. */
    static StateContent read(Path file) throws IOException {
        StateContent content = new StateContent(
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
        if (Files.size(file) > 2 * MOST_BYTES) {
            content.damaged = 1; // no version has written this
            return content;
        }
        Reading reading = new Reading(content);
        content.damaged = ChecksummedLines.read(file, reading);
        if (!content.newer) {
            boolean headless = reading.expected < 0;
            content.damaged = (int) Math.max(content.damaged, headless ? 1 : reading.expected - reading.entries);
        }
        return content;
    }

    /** Takes the lines of a file one by one. */
    private static final class Reading implements ChecksummedLines.Reader {
        private final StateContent content;
        /** How many entries the first line promises; negative without it. */
        private long expected = -1;

        private long entries;
        private boolean begun;

        Reading(StateContent content) {
            this.content = content;
        }

        @Override
        public void line(byte[] line, byte[] text) {
            boolean first = !begun;
            begun = true;
            if (content.newer) {
                return;
            }
            Map<String, @Nullable Object> members = members(text);
            if (first && members != null && StateLines.is(HEADER, members)) {
                header(members);
                return;
            }
            entries++;
            if (members == null || !StateLines.read(members, content)) {
                content.others.add(line);
            }
        }

        private void header(Map<String, @Nullable Object> members) {
            content.newer = !Long.valueOf(VERSION).equals(members.get("version"));
            expected = members.get("lines") instanceof Long lines ? lines : 0;
            try {
                Instant savedAt = StateLines.instant(members, "saved_at");
                content.savedAt = savedAt == null ? content.savedAt : savedAt;
            } catch (IOException unreadable) {
                // What the file system says is close enough.
            }
        }

        private static @Nullable Map<String, @Nullable Object> members(byte[] text) {
            try {
                return AlertJson.parseObject(text);
            } catch (IOException | RuntimeException noObject) {
                return null;
            }
        }
    }

    /**
     * Puts these lines in place of all that is there, in one step that cannot be seen half done. When it returns they survive
     * the process, and the machine's power too. What is thrown leaves the file as it was, or holding all of the new lines.
     */
    static void replace(Path file, List<byte[]> lines) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + FRESH);
        Files.deleteIfExists(fresh);
        try {
            try (FileChannel channel = PrivateFiles.open(fresh)) {
                write(channel, lines);
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException | Error refused) {
            try {
                Files.deleteIfExists(fresh);
            } catch (IOException alsoRefused) {
                refused.addSuppressed(alsoRefused);
            }
            throw refused;
        }
        forceDirectory(file.toAbsolutePath().getParent());
    }

    private static void write(FileChannel channel, List<byte[]> lines) throws IOException {
        long total = 0;
        for (byte[] line : lines) {
            total += line.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(total));
        for (byte[] line : lines) {
            buffer.put(line);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Makes durable which files a directory has, where the system can do that. */
    static void forceDirectory(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException notOnThisSystem) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
