package io.nightjar.request;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where a request to a JVM lies: a directory of its own beside the JVM's attach files, made anew for each request, and one
 * file in it. Command and agent agree on these names. Stateless.
 */
public final class RequestPlace {
    /** The directory of HotSpot's attach files on Linux, whatever {@code java.io.tmpdir} says. */
    public static final String TEMPORARY_DIRECTORY = "/tmp";
    /** The file, once it is written completely. */
    public static final String FILE = "request";
    /** The file while it is written. */
    public static final String FILE_BEING_WRITTEN = "request.new";

    public static final int MOST_BYTES = 64 * 1024;

    public static final Set<PosixFilePermission> DIRECTORY_PERMISSIONS = PosixFilePermissions.fromString("rwx------");
    public static final Set<PosixFilePermission> FILE_PERMISSIONS = PosixFilePermissions.fromString("rw-------");

    private RequestPlace() {}

    /**
     * The directory's name.
     *
     * @param pid as the JVM itself sees it: in a container another one than outside
     */
    public static String directory(long pid) {
        return ".nightjar_" + pid;
    }

    public static FileAttribute<Set<PosixFilePermission>> directoryAttribute() {
        return PosixFilePermissions.asFileAttribute(DIRECTORY_PERMISSIONS);
    }

    public static FileAttribute<Set<PosixFilePermission>> fileAttribute() {
        return PosixFilePermissions.asFileAttribute(FILE_PERMISSIONS);
    }
}
