package io.nightjar.sink.spool;

import io.nightjar.store.ProcessDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One process's part of the spool: a directory of its own with a journal. Confined to the spool's thread. */
final class SpoolDirectory implements AutoCloseable {
    private static final String PREFIX = "process-";
    private static final String JOURNAL = "journal";

    private final ProcessDirectory directory;

    private SpoolDirectory(ProcessDirectory directory) {
        this.directory = directory;
    }

    /** Makes a directory for this process, locked before others can see it. */
    static SpoolDirectory create(Path spool) throws IOException {
        return new SpoolDirectory(ProcessDirectory.create(spool, PREFIX));
    }

    /** Every directory whose process is gone, locked by us; the caller closes them. */
    static List<SpoolDirectory> orphans(Path spool) throws IOException {
        List<SpoolDirectory> orphans = new ArrayList<>();
        for (ProcessDirectory orphan : ProcessDirectory.orphans(spool, PREFIX)) {
            orphans.add(new SpoolDirectory(orphan));
        }
        return orphans;
    }

    Path journal() {
        return directory.file(JOURNAL);
    }

    /** Whether the journal can be read: it is a file, or there is none. */
    boolean hasReadableJournal() {
        return directory.hasReadable(JOURNAL);
    }

    /** Removes what the spool wrote in the directory, and the directory where nothing else is in it, then releases the lock. */
    void delete() throws IOException {
        try (directory) {
            directory.remove(JOURNAL, JOURNAL + JournalFile.FRESH);
        }
    }

    /** Releases the lock: the next process may adopt what is left. */
    @Override
    public void close() throws IOException {
        directory.close();
    }
}
