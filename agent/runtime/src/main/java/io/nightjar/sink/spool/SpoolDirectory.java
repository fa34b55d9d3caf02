package io.nightjar.sink.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One process's part of the spool: a directory of its own with a journal and a lock, readable by its owner only. The lock
 * is held while the process lives, so that another knows an orphan by taking its lock. Confined to the spool's thread.
 */
final class SpoolDirectory implements AutoCloseable {
    private static final String PREFIX = "process-";
    private static final String LOCK = "lock";
    private static final String JOURNAL = "journal";
    /**
     * Directories locked by this JVM. POSIX drops a process's lock on a file when it closes any descriptor of it, so that
     * looking at our own lock would lose it.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lockChannel;

    private SpoolDirectory(Path directory, FileChannel lockChannel) {
        this.directory = directory;
        this.lockChannel = lockChannel;
    }

    /** Makes a directory for this process, locked before others can see it. */
    static SpoolDirectory create(Path spool) throws IOException {
        return create(spool, SpoolDirectory::isLocked);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        return channel.tryLock() != null;
    }

    /** Takes the lock of a channel; false where another has it. */
    interface Locker {
        boolean lock(FileChannel channel) throws IOException;
    }

    /** As {@link #create(Path)}; where no lock can be had, as on some volumes, no file remains. */
    static SpoolDirectory create(Path spool, Locker locker) throws IOException {
        makeDirectories(spool);
        String name = ProcessHandle.current().pid() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path hidden = Files.createDirectory(spool.resolve('.' + name), ownerOnly(spool, "rwx------"));
        Path directory = spool.toAbsolutePath().resolve(PREFIX + name);
        FileChannel channel = null;
        try {
            channel = openPrivate(hidden.resolve(LOCK));
            if (!locker.lock(channel)) {
                throw new IOException("the lock of a new directory is taken");
            }
            OWNED.add(directory);
            Files.move(hidden, directory, StandardCopyOption.ATOMIC_MOVE);
            return new SpoolDirectory(directory, channel);
        } catch (IOException | RuntimeException | Error failed) {
            OWNED.remove(directory);
            closeQuietly(channel);
            Files.deleteIfExists(hidden.resolve(LOCK));
            Files.deleteIfExists(hidden);
            throw failed;
        }
    }

    static void makeDirectories(Path spool) throws IOException {
        if (!Files.isDirectory(spool)) {
            Path parent = spool.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(spool, ownerOnly(spool, "rwx------"));
            } catch (java.nio.file.FileAlreadyExistsException madeMeanwhile) {
                if (!Files.isDirectory(spool)) {
                    throw madeMeanwhile;
                }
            }
        }
    }

    /** Every directory whose process is gone, locked by us; the caller closes them. */
    static List<SpoolDirectory> orphans(Path spool) throws IOException {
        List<SpoolDirectory> orphans = new ArrayList<>();
        if (!Files.isDirectory(spool)) {
            return orphans;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(spool.toAbsolutePath(), PREFIX + "*")) {
            for (Path child : children) {
                SpoolDirectory orphan = adopt(child);
                if (orphan != null) {
                    orphans.add(orphan);
                }
            }
        }
        return orphans;
    }

    private static @Nullable SpoolDirectory adopt(Path directory) {
        Path lock = directory.resolve(LOCK);
        if (Files.isSymbolicLink(directory) || !isFile(lock) || !OWNED.add(directory)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return new SpoolDirectory(directory, channel);
            }
        } catch (IOException | OverlappingFileLockException inUse) {
            // Its process lives, or somebody else is adopting it: not owned by this process in either case.
        }
        OWNED.remove(directory);
        closeQuietly(channel);
        return null;
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException unimportant) {
                // Nothing was written through it.
            }
        }
    }

    Path journal() {
        return directory.resolve(JOURNAL);
    }

    /** Whether it is a file and nothing else: to open a pipe would block for ever. */
    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether the journal can be read: it is a file, or there is none. */
    boolean hasReadableJournal() {
        return isFile(journal()) || !Files.exists(journal(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens a file that its owner alone may read, empty or as it is. */
    static FileChannel openPrivate(Path file) throws IOException {
        return open(file, StandardOpenOption.WRITE);
    }

    /** The same, at its end, wherever that is when something is written. */
    static FileChannel openPrivateToAppend(Path file) throws IOException {
        return open(file, StandardOpenOption.APPEND);
    }

    private static FileChannel open(Path file, StandardOpenOption how) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isFile(file)) {
            throw new IOException(file + " is no file");
        }
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, how, LinkOption.NOFOLLOW_LINKS), ownerOnly(file, "rw-------"));
    }

    private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Removes what the spool wrote in the directory, and the directory where nothing else is in it, then releases the lock. */
    void delete() throws IOException {
        try {
            Files.deleteIfExists(journal());
            Files.deleteIfExists(directory.resolve(JOURNAL + ".new"));
            if (!hasMoreThanTheLock()) {
                Files.deleteIfExists(directory.resolve(LOCK));
                Files.deleteIfExists(directory);
            }
        } finally {
            close();
        }
    }

    /** A newer version may keep files here that this one does not know. */
    private boolean hasMoreThanTheLock() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(LOCK)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Releases the lock: the next process may adopt what is left. */
    @Override
    public void close() throws IOException {
        lockChannel.close();
        OWNED.remove(directory);
    }
}
