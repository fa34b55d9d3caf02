package io.nightjar.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that their owner alone may read. Links are not followed. Stateless; thread-safe. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Whether it is a file and nothing else: to open a pipe would block for ever. */
    public static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens a file for writing from its beginning; what is in it stays until it is overwritten. */
    public static FileChannel open(Path file) throws IOException {
        return open(file, StandardOpenOption.WRITE);
    }

    /** Opens a file for writing at its end, wherever that is when something is written. */
    public static FileChannel openToAppend(Path file) throws IOException {
        return open(file, StandardOpenOption.APPEND);
    }

    private static FileChannel open(Path file, StandardOpenOption how) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isFile(file)) {
            throw new IOException(file + " is no file");
        }
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, how, LinkOption.NOFOLLOW_LINKS), ownerOnly(file, "rw-------"));
    }

    /** Makes a directory where it is absent, and above it what is missing. */
    public static void makeDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                makeDirectory(directory);
            } catch (FileAlreadyExistsException madeMeanwhile) {
                if (!Files.isDirectory(directory)) {
                    throw madeMeanwhile;
                }
            }
        }
    }

    /** Makes a directory that is not there yet. */
    static Path makeDirectory(Path directory) throws IOException {
        return Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
    }

    private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
