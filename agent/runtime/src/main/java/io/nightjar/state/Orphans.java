package io.nightjar.state;

import io.nightjar.log.AgentLog;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.store.ProcessDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What processes that are gone left in a state directory: read once, and removed when all of it stands in a file of this
 * process's own. Confined to the store's lock.
 */
final class Orphans {
    /*
     * What was taken over is in two places until it is removed: in the directory of the process that is gone and, from the
     * first save on, in this process's file. So that the older one never counts again, whatever happens in between, this
     * process's file names, in the same step in which it appears, the directories whose content it holds. Who reads both
     * passes over what is named. Locks of such directories are held until they are removed.
     */
    static final String PREFIX = "state-";
    static final String FILE = "memory";
    /** Where a file that was damaged is kept, the newest one. */
    static final String DAMAGED = "damaged";

    private final Path root;
    private final AgentLog log;
    private final InstantSource wall;
    /** Directories that are locked and hold nothing that counts once this process has saved. */
    private final List<Orphan> orphans = new ArrayList<>();
    /** Lines of a newer version, kept for it; as text of one byte a character, so that each is there once. */
    private final Set<String> others = new LinkedHashSet<>();

    Orphans(Path root, AgentLog log, InstantSource wall) {
        this.root = root;
        this.log = log;
        this.wall = wall;
    }

    /** A directory that another process left, locked, and what stands in it; its file is damaged or not. */
    private record Orphan(ProcessDirectory directory, StateContent content) {}

    /** Whose a directory is. */
    interface Belonging {
        boolean isOurs(ProcessDirectory directory) throws IOException;
    }

    /** Locks and reads all that is left; what cannot be read is said and left where it is. Never throws. */
    PolicyMemory takeOver(Belonging belonging) {
        List<Orphan> found = new ArrayList<>();
        try {
            for (ProcessDirectory orphan : ProcessDirectory.orphans(root, PREFIX)) {
                look(orphan, belonging, found);
            }
        } catch (IOException | RuntimeException unreadable) {
            log.failure("state.load", unreadable);
        }
        orphans.addAll(found);
        Set<String> superseded = new LinkedHashSet<>();
        for (Orphan orphan : found) {
            superseded.addAll(orphan.content().superseded);
        }
        found.removeIf(orphan -> superseded.contains(name(orphan.directory())));
        found.sort(Comparator.comparing(orphan -> orphan.content().savedAt));
        MemoryMerge merge = new MemoryMerge(wall.instant());
        int damaged = 0;
        for (Orphan orphan : found) {
            StateContent content = orphan.content();
            merge.add(content);
            damaged += content.damaged;
            for (byte[] line : content.others) {
                others.add(new String(line, StandardCharsets.ISO_8859_1));
            }
        }
        PolicyMemory memory = merge.memory();
        say(memory, damaged);
        return memory;
    }

    private void say(PolicyMemory memory, int damaged) {
        if (damaged > 0) {
            log.warn("state: " + damaged
                    + " damaged or missing lines passed over in what earlier processes left; the file" + " is kept as "
                    + root.resolve(DAMAGED));
        }
        if (!others.isEmpty()) {
            log.warn("state: " + others.size() + " entries of a newer version are kept for it as they are");
        }
        if (!memory.equals(PolicyMemory.NONE)) {
            log.info("state: took over from earlier processes "
                    + memory.silences().size() + " silences, "
                    + memory.conditions().size() + " conditions and "
                    + memory.history().size() + " alerts of the history"
                    + (memory.objectives().isEmpty()
                            ? ""
                            : ", and the budgets of " + memory.objectives().size() + " objectives"));
        }
    }

    /** Reads one directory, or leaves it as it is. */
    private void look(ProcessDirectory orphan, Belonging belonging, List<Orphan> found) {
        try {
            if (!belonging.isOurs(orphan)) {
                log.warnOnce("state owner", "state: left alone, because it is another user's: " + orphan.path());
                orphan.close();
                return;
            }
            if (!orphan.hasReadable(FILE)) {
                throw new IOException("what an earlier process left is no file");
            }
            StateContent content = read(orphan);
            if (content.newer) {
                log.warnOnce(
                        "state newer",
                        "state: what a newer version left is not read, and left for it: " + orphan.path());
                orphan.close();
                return;
            }
            found.add(new Orphan(orphan, content));
        } catch (IOException | RuntimeException unreadable) {
            log.failure("state.load", unreadable);
            closeQuietly(orphan);
        }
    }

    private StateContent read(ProcessDirectory orphan) throws IOException {
        try {
            return StateFile.read(orphan.file(FILE));
        } catch (NoSuchFileException neverWritten) {
            return new StateContent(wall.instant());
        }
    }

    boolean isEmpty() {
        return orphans.isEmpty();
    }

    /** Adds a directory that this process has given up. */
    void add(ProcessDirectory directory) {
        orphans.add(new Orphan(directory, new StateContent(wall.instant())));
    }

    /** Adds to a file what a newer version wrote. */
    void addOthersTo(StateText text) {
        for (String line : others) {
            text.addOthers(line.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Adds to a file that the content of these directories stands in it. */
    void addNamesTo(StateText text) {
        for (Orphan orphan : orphans) {
            text.addSuperseded(name(orphan.directory()));
        }
    }

    /** What is in this process's own file now need not stay elsewhere; what cannot be removed is tried again at each save. */
    void remove() {
        Iterator<Orphan> remaining = orphans.iterator();
        while (remaining.hasNext()) {
            Orphan orphan = remaining.next();
            ProcessDirectory directory = orphan.directory();
            try {
                if (orphan.content().damaged > 0 && Files.exists(directory.file(FILE))) {
                    Files.move(
                            directory.file(FILE),
                            root.resolve(DAMAGED),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                }
                directory.remove(FILE, FILE + StateFile.FRESH);
                remaining.remove();
                directory.close();
            } catch (IOException | RuntimeException refused) {
                log.failure("state.remove", refused);
            }
        }
    }

    /** Releases what is left. */
    void close() {
        for (Orphan orphan : orphans) {
            closeQuietly(orphan.directory());
        }
        orphans.clear();
    }

    private static void closeQuietly(ProcessDirectory directory) {
        try {
            directory.close();
        } catch (IOException unimportant) {
            return; // nothing was written through it
        }
    }

    private static String name(ProcessDirectory directory) {
        return directory.path().getFileName().toString();
    }
}
