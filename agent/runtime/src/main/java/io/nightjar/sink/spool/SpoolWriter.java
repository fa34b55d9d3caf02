package io.nightjar.sink.spool;

import io.nightjar.log.AgentLog;
import io.nightjar.sink.spool.JournalRecord.Raised;
import io.nightjar.sink.spool.JournalRecord.SetAside;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This process's journal: its file, the sum of its records, and what to do when the disk refuses. The sum is kept in any
 * case, so that the file can be made anew from it when the disk has space again. Not thread-safe; confined to the spool's thread.
 */
final class SpoolWriter {
    private static final long COMPACT_FROM_BYTES = 4L << 20;
    /** No journal is larger. */
    static final long MOST_BYTES = 64L << 20;

    private final Path spool;
    private final AgentLog log;
    private final long mostBytes;
    private final InstantSource wall;
    private final JournalState state = new JournalState();
    private @Nullable SpoolDirectory directory;
    private @Nullable JournalFile file;
    private long compactedBytes;
    private volatile boolean failing;

    SpoolWriter(Path spool, AgentLog log, long mostBytes, InstantSource wall) {
        this.spool = spool;
        this.log = log;
        this.mostBytes = mostBytes;
        this.wall = wall;
    }

    /** Writes these records; false if the disk did not take them. */
    boolean write(List<JournalRecord> given) {
        List<JournalRecord> records = withoutSetAside(given);
        boolean allKept = records.size() == given.size();
        for (JournalRecord record : records) {
            state.apply(record);
        }
        try {
            if (failing) {
                compact();
            } else if (!records.isEmpty()) {
                append(records);
            }
            recovered();
            return allKept;
        } catch (IOException | RuntimeException refused) {
            trouble(refused);
            return false;
        }
    }

    /** The records for the journal: what is set aside is written to its own file, and done where it could be. */
    private List<JournalRecord> withoutSetAside(List<JournalRecord> given) {
        List<JournalRecord> records = new ArrayList<>(given.size());
        for (JournalRecord record : given) {
            if (record instanceof SetAside aside) {
                try {
                    SetAsideFile.append(spool, aside, wall.instant());
                    records.add(aside.done());
                } catch (IOException | RuntimeException refused) {
                    log.failure("spool.setAside", refused); // it stays in the journal, for the next process
                }
            } else {
                records.add(record);
            }
        }
        return records;
    }

    private void append(List<JournalRecord> records) throws IOException {
        List<byte[]> lines = new ArrayList<>(records.size());
        for (JournalRecord record : records) {
            lines.add(JournalLines.write(record));
        }
        JournalFile journal = open();
        journal.append(lines);
        if (journal.sizeBytes() > Math.min(mostBytes, Math.max(COMPACT_FROM_BYTES, 2 * compactedBytes))) {
            compact();
        }
    }

    private JournalFile open() throws IOException {
        JournalFile journal = file;
        if (journal == null) {
            SpoolDirectory own = directory == null ? SpoolDirectory.create(spool) : directory;
            directory = own;
            journal = JournalFile.open(own.journal());
            file = journal;
        }
        return journal;
    }

    /** Writes the sum in place of the records; of what is too much the oldest is left out. */
    private void compact() throws IOException {
        List<JournalRecord> records = state.compacted();
        List<byte[]> lines = new ArrayList<>(records.size());
        long bytes = 0;
        int forgotten = 0;
        for (int i = records.size() - 1; i >= 0; i--) {
            byte[] line = JournalLines.write(records.get(i));
            if (bytes + line.length <= mostBytes / 2) {
                bytes += line.length;
                lines.add(line);
            } else if (records.get(i) instanceof Raised raised) {
                state.forget(raised);
                forgotten++;
            }
        }
        Collections.reverse(lines);
        open().replace(lines);
        compactedBytes = bytes;
        if (forgotten > 0) {
            log.warn("alerts.spool is full: the " + forgotten + " oldest alerts would not survive the process");
        }
    }

    private void trouble(Exception refused) {
        if (!failing) {
            failing = true;
            log.warn("alerts.spool cannot be written (" + refused.getClass().getSimpleName()
                    + "); alerts are delivered, but would not survive the process");
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.info("alerts.spool can be written again");
        }
    }

    boolean isFailing() {
        return failing;
    }

    /** Releases the directory, and removes it where nothing is left in it. */
    void close() {
        try {
            if (file != null) {
                file.close();
            }
            if (directory != null && state.isEmpty()) {
                directory.delete();
            } else if (directory != null) {
                directory.close();
            }
        } catch (IOException unimportant) {
            log.failure("spool.close", unimportant);
        }
    }
}
