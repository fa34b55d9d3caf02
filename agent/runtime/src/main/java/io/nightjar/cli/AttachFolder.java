package io.nightjar.cli;

import io.nightjar.request.ProcessUser;
import io.nightjar.request.RequestPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * Where the attach files of a running JVM lie, as this process reaches them: in a container below {@code /proc/<pid>/root}.
 * Immutable.
 *
 * @param path the folder
 * @param innerPid the JVM's process id as the JVM itself sees it
 * @param user with whose rights the JVM works
 */
record AttachFolder(Path path, long innerPid, UserPrincipal user) {
    private static final String INNER_PIDS = "NSpid:";
    private static final Path PROC = Path.of("/proc");

    /** @throws CommandFailure where it cannot be reached from here */
    static AttachFolder of(long pid) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            throw new CommandFailure("a running agent takes requests on Linux only");
        }
        Path process = PROC.resolve(Long.toString(pid));
        try {
            String[] pids = innerPids(process, pid);
            return new AttachFolder(
                    path(process, pids.length > 1), Long.parseLong(pids[pids.length - 1]), ProcessUser.of(process));
        } catch (IOException | NumberFormatException e) {
            throw new CommandFailure("the files of process " + pid + " could not be looked at: " + e.getMessage());
        }
    }

    private static String[] innerPids(Path process, long pid) throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith(INNER_PIDS)) {
                return line.substring(INNER_PIDS.length()).strip().split("\\s+");
            }
        }
        return new String[] {Long.toString(pid)}; // a kernel older than 4.1
    }

    private static Path path(Path process, boolean contained) throws IOException {
        Path own = Path.of(RequestPlace.TEMPORARY_DIRECTORY);
        Path root = process.resolve("root");
        Path inside = root.resolve(own.getRoot().relativize(own));
        try {
            if (Files.isSameFile(inside, own)) {
                return own;
            }
        } catch (IOException notAccessible) {
            if (contained) {
                throw notAccessible;
            }
            return own; // as with a JVM that has rights of its file's own, whose root only the superuser sees
        }
        if (!Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(inside + " is no directory"); // a link would lead out of the container
        }
        return inside;
    }
}
