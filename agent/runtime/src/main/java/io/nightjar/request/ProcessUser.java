package io.nightjar.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * The user with whose rights a process works, by Linux's {@code /proc}. The owner of {@code /proc/<pid>} is not asked: it is root
 * for a process that got rights from its file's capabilities. Stateless.
 */
public final class ProcessUser {
    private static final String LINE = "Uid:";

    private ProcessUser() {}

    /**
     * The effective user, as the owner of files is compared with it.
     *
     * @param process {@code /proc/self}, or {@code /proc/<pid>}
     * @throws IOException where the system does not say
     */
    public static UserPrincipal of(Path process) throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith(LINE)) {
                String[] ids = line.substring(LINE.length()).strip().split("\\s+");
                if (ids.length > 1) {
                    return process.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(ids[1]);
                }
            }
        }
        throw new IOException("the system does not say whose process this is");
    }
}
