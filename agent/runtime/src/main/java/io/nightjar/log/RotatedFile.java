package io.nightjar.log;

import io.nightjar.host.Privileged;
import io.nightjar.host.RegularFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code log.file}, appended to. Before each line it is looked at: where another file lies under the path
 * now, as logrotate's {@code create} leaves it, that one is written from then on; where none has lain there for a
 * while, it is made anew. A line goes into the open file as long as there is no better one. Thread-safe.
 */
public final class RotatedFile extends OutputStream {
    /** How long whoever moved the file away has to put another in its place. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    private final Path path;
    private final LongSupplier nanoTime;
    private FileOutputStream out;
    private @Nullable Object identity;
    private boolean missing;
    private long missingSinceNanos;
    private boolean closed;

    private RotatedFile(Path path, LongSupplier nanoTime) throws IOException {
        this.path = path;
        this.nanoTime = nanoTime;
        this.out = RegularFile.append(path);
        this.identity = identity();
    }

    /**
     * Opens a file to append to.
     *
     * @throws IOException if it cannot be opened, or is no regular file
     */
    public static RotatedFile open(Path path) throws IOException {
        return open(path, System::nanoTime);
    }

    static RotatedFile open(Path path, LongSupplier nanoTime) throws IOException {
        return new RotatedFile(path, nanoTime);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        if (Privileged.isManaged()) {
            Privileged.get(() -> {
                followPath();
                return this;
            });
        } else {
            followPath();
        }
        out.write(bytes, offset, length);
    }

    /** Never throws: what cannot be looked at or opened leaves the open file as it is. */
    private void followPath() {
        try {
            Object now = identity();
            missing = false;
            if (now != null && !now.equals(identity)) {
                reopen();
            }
        } catch (NoSuchFileException moved) {
            lookAtGap();
        } catch (IOException | SecurityException unreadable) {
            missing = false;
        }
    }

    private void lookAtGap() {
        long now = nanoTime.getAsLong();
        if (!missing) {
            missing = true;
            missingSinceNanos = now;
        } else if (now - missingSinceNanos >= GRACE_NANOS) {
            try {
                reopen();
                missing = false;
            } catch (IOException | SecurityException notNow) {
                missingSinceNanos = now;
            }
        }
    }

    private void reopen() throws IOException {
        FileOutputStream next = RegularFile.append(path);
        FileOutputStream before = out;
        out = next;
        identity = identity();
        before.close();
    }

    /** What tells this file from another under the same path; null on a system that has no such thing. */
    private @Nullable Object identity() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        out.close();
    }
}
