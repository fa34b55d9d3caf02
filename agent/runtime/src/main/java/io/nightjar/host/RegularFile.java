package io.nightjar.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Opens files of which only the path is known. A pipe without a peer, a socket or a terminal can block whoever opens it
 * for ever, so anything but a regular file is refused before it is opened. Stateless; thread-safe.
 */
public final class RegularFile {
    /** The major number that Linux gives to {@code /dev/null} and {@code /dev/full}, which never block. */
    private static final int MEMORY_DEVICES = 1;

    private RegularFile() {}

    /** Why this cannot be opened without danger, for example {@code is a directory}; empty where it can, or is absent. */
    public static String whyNot(Path path) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException absent) {
            return "";
        } catch (IOException | SecurityException unreadable) {
            return "cannot be looked at";
        }
        if (attributes.isRegularFile()) {
            return "";
        }
        return attributes.isDirectory() ? "is a directory" : isMemoryDevice(path) ? "" : "is not a regular file";
    }

    /** As {@link #whyNot(Path)}; a path that the system's encoding cannot express is said too. */
    public static String whyNot(File file) {
        try {
            return whyNot(file.toPath());
        } catch (InvalidPathException inexpressible) {
            return "is no path in this JVM's encoding of file names";
        }
    }

    /** Reads from a regular file. */
    public static InputStream read(Path path) throws IOException {
        refuseOthers(path);
        return new FileInputStream(path.toString());
    }

    /** Appends to a regular file, which is made where it is absent. */
    public static FileOutputStream append(Path path) throws IOException {
        refuseOthers(path);
        return new FileOutputStream(path.toString(), true);
    }

    private static void refuseOthers(Path path) throws IOException {
        String why = whyNot(path);
        if (!why.isEmpty()) {
            throw new IOException(path + " " + why);
        }
    }

    private static boolean isMemoryDevice(Path path) {
        try {
            return Files.getAttribute(path, "unix:rdev") instanceof Number device
                    && (device.longValue() >>> 8 & 0xfff) == MEMORY_DEVICES;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
