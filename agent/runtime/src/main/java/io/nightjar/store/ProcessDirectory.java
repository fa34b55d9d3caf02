package io.nightjar.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One process's part of a directory that several share: a directory of its own with its files and a lock, readable by its
 * owner only. The lock is held while the process lives, so that another knows an orphan by taking its lock. Not thread-safe.
 */
public final class ProcessDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    /** A process that is alive needs less to make its directory. */
    private static final long UNFINISHED_MILLIS = 3_600_000;
    /**
     * Directories locked by this JVM. POSIX drops a process's lock on a file when it closes any descriptor of it, so that
     * looking at our own lock would lose it.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lockChannel;

    private ProcessDirectory(Path directory, FileChannel lockChannel) {
        this.directory = directory;
        this.lockChannel = lockChannel;
    }

    /**
     * Makes a directory for this process, locked before others can see it.
     *
     * @param shared made where it is absent
     * @param prefix of the new directory's name, one for each use of the shared directory
     */
    public static ProcessDirectory create(Path shared, String prefix) throws IOException {
        return create(shared, prefix, ProcessDirectory::isLocked);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        return channel.tryLock() != null;
    }

    /** Takes the lock of a channel; false where another has it. */
    interface Locker {
        boolean lock(FileChannel channel) throws IOException;
    }

    /** As {@link #create(Path, String)}; where no lock can be had, as on some volumes, no file remains. */
    static ProcessDirectory create(Path shared, String prefix, Locker locker) throws IOException {
        PrivateFiles.makeDirectories(shared);
        String name = prefix + ProcessHandle.current().pid() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path hidden = PrivateFiles.makeDirectory(shared.resolve('.' + name));
        Path directory = shared.toAbsolutePath().resolve(name);
        FileChannel channel = null;
        try {
            channel = PrivateFiles.open(hidden.resolve(LOCK));
            if (!locker.lock(channel)) {
                throw new IOException("the lock of a new directory is taken");
            }
            OWNED.add(directory);
            Files.move(hidden, directory, StandardCopyOption.ATOMIC_MOVE);
            return new ProcessDirectory(directory, channel);
        } catch (IOException | RuntimeException | Error failed) {
            OWNED.remove(directory);
            closeQuietly(channel);
            Files.deleteIfExists(hidden.resolve(LOCK));
            Files.deleteIfExists(hidden);
            throw failed;
        }
    }

    /** Every directory whose process is gone, locked by us; the caller closes them. */
    public static List<ProcessDirectory> orphans(Path shared, String prefix) throws IOException {
        List<ProcessDirectory> orphans = new ArrayList<>();
        if (!Files.isDirectory(shared)) {
            return orphans;
        }
        removeUnfinished(shared, prefix);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(shared.toAbsolutePath(), prefix + "*")) {
            for (Path child : children) {
                ProcessDirectory orphan = adopt(child);
                if (orphan != null) {
                    orphans.add(orphan);
                }
            }
        }
        return orphans;
    }

    /** A process that died while it made its directory left it hidden and without anything but its lock. */
    private static void removeUnfinished(Path shared, String prefix) throws IOException {
        long newest = System.currentTimeMillis() - UNFINISHED_MILLIS;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(shared.toAbsolutePath(), "." + prefix + "*")) {
            for (Path hidden : children) {
                try {
                    if (Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)
                            && Files.getLastModifiedTime(hidden, LinkOption.NOFOLLOW_LINKS)
                                            .toMillis()
                                    < newest) {
                        Files.deleteIfExists(hidden.resolve(LOCK));
                        Files.deleteIfExists(hidden);
                    }
                } catch (IOException notAlone) {
                    continue; // something else lies in it, or somebody else is at it
                }
            }
        }
    }

    private static @Nullable ProcessDirectory adopt(Path directory) {
        Path lock = directory.resolve(LOCK);
        if (Files.isSymbolicLink(directory) || !PrivateFiles.isFile(lock) || !OWNED.add(directory)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return new ProcessDirectory(directory, channel);
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

    public Path path() {
        return directory;
    }

    /** Where a file of this name lies, or would. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Whether the file can be read: it is a file, or there is none. */
    public boolean hasReadable(String name) {
        return PrivateFiles.isFile(file(name)) || !Files.exists(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether others can still see that it is in use: it has not been removed by somebody. */
    public boolean isIntact() {
        return PrivateFiles.isFile(directory.resolve(LOCK));
    }

    /**
     * Removes these files, then the directory where nothing else is in it: a newer version may keep files here that this one
     * does not know. The lock is held until {@link #close}.
     */
    public void remove(String... names) throws IOException {
        for (String name : names) {
            Files.deleteIfExists(file(name));
        }
        if (!hasMoreThanTheLock()) {
            Files.deleteIfExists(directory.resolve(LOCK));
            Files.deleteIfExists(directory);
        }
    }

    private boolean hasMoreThanTheLock() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(LOCK)) {
                    return true;
                }
            }
        } catch (NoSuchFileException removedByAnother) {
            return false;
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
