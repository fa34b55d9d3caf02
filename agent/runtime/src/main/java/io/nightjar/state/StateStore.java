package io.nightjar.state;

import io.nightjar.log.AgentLog;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.store.ProcessDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import org.jspecify.annotations.Nullable;

/**
 * The directory of {@code state}. Each process that uses it has a directory of its own there, with one file; what a process
 * that is gone left is taken over by the next one, which removes it once all of it stands in a file of its own. Thread-safe;
 * a save waits for the one before, so that it may block as long as the disk does.
 */
public final class StateStore implements AutoCloseable {
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
    private final long mostBytes;
    /** Directories that are locked and hold nothing that counts once this process has saved. */
    private final List<Orphan> orphans = new ArrayList<>();
    /** Lines of a newer version, kept for it; as text of one byte a character, so that each is there once. */
    private final Set<String> others = new LinkedHashSet<>();

    private @Nullable ProcessDirectory own;
    private boolean savedSomething;
    private boolean closed;
    private volatile boolean failing;

    /** @param directory made at the first save where it is absent */
    public StateStore(Path directory, AgentLog log, InstantSource wall) {
        this(directory, log, wall, StateFile.MOST_BYTES);
    }

    StateStore(Path directory, AgentLog log, InstantSource wall, long mostBytes) {
        this.root = directory.toAbsolutePath();
        this.log = log;
        this.wall = wall;
        this.mostBytes = mostBytes;
    }

    /** A directory that another process left, locked, and what stands in it; its file is damaged or not. */
    private record Orphan(ProcessDirectory directory, StateContent content) {}

    /**
     * Takes over what processes that are gone left: once, before the first save. What living ones hold is not touched. What
     * cannot be read is said and left where it is. Never throws.
     */
    public synchronized PolicyMemory load() {
        List<Orphan> found = new ArrayList<>();
        try {
            for (ProcessDirectory orphan : ProcessDirectory.orphans(root, PREFIX)) {
                look(orphan, found);
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
                    + memory.history().size() + " alerts of the history");
        }
    }

    /** Reads one directory, or leaves it as it is. */
    private void look(ProcessDirectory orphan, List<Orphan> found) {
        try {
            if (!isOfOurUser(orphan)) {
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

    /** In a directory that everybody may write to, others could leave silences. */
    private boolean isOfOurUser(ProcessDirectory orphan) throws IOException {
        ProcessDirectory ours;
        try {
            ours = directory();
        } catch (IOException refused) {
            trouble(refused); // a full disk: what is there can be read all the same
            return true;
        }
        try {
            return Files.getOwner(orphan.path(), LinkOption.NOFOLLOW_LINKS)
                    .equals(Files.getOwner(ours.path(), LinkOption.NOFOLLOW_LINKS));
        } catch (UnsupportedOperationException noOwners) {
            return true;
        }
    }

    /**
     * Puts a memory in place of the one before; true once it survives the process. Where the disk refuses, that is said the
     * first time, what was saved before stays, and the next save tries again.
     */
    public synchronized boolean save(PolicyMemory memory) {
        if (closed) {
            return false;
        }
        try {
            write(memory);
        } catch (IOException | RuntimeException refused) {
            trouble(refused);
            return false;
        }
        recovered();
        removeOrphans();
        return true;
    }

    private void write(PolicyMemory memory) throws IOException {
        StateText text = new StateText(mostBytes).add(memory);
        for (String line : others) {
            text.addOthers(List.of(line.getBytes(StandardCharsets.ISO_8859_1)));
        }
        if (text.isEmpty() && orphans.isEmpty() && !savedSomething) {
            return;
        }
        ProcessDirectory directory = directory();
        for (Orphan orphan : orphans) {
            text.addSuperseded(name(orphan.directory()));
        }
        boolean something = !text.isEmpty();
        text.fit();
        StateFile.replace(directory.file(FILE), text.lines(wall.instant()));
        savedSomething = something;
        if (text.dropped() > 0) {
            log.warnOnce(
                    "state full",
                    "state: more than its " + (mostBytes >> 20) + " MiB: " + text.dropped()
                            + " entries, the oldest of the history first, would not survive the process");
        }
    }

    /** This process's own; another one where somebody has removed it, or the file with its lock. */
    private ProcessDirectory directory() throws IOException {
        ProcessDirectory known = own;
        if (known != null && !known.isIntact()) {
            orphans.add(new Orphan(known, new StateContent(wall.instant())));
            own = null;
        }
        if (own == null) {
            own = ProcessDirectory.create(root, PREFIX);
            StateFile.forceDirectory(root);
        }
        return own;
    }

    /** What is in this process's own file now need not stay elsewhere; what cannot be removed is tried again at each save. */
    private void removeOrphans() {
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

    private void trouble(Exception refused) {
        if (!failing) {
            failing = true;
            String why = refused instanceof FileSystemException || refused.getMessage() == null
                    ? refused.getClass().getSimpleName() // its message is the path, to which a reference may have led
                    : refused.getMessage();
            log.warn("state cannot be written (" + why
                    + "); silences and acknowledgements hold, but would not survive the process");
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.info("state can be written again");
        }
    }

    /** Whether there is something to save although nothing has changed: what was taken over, or what somebody has removed. */
    synchronized boolean owesSave() {
        ProcessDirectory known = own;
        return !orphans.isEmpty()
                || known != null && savedSomething && !(known.isIntact() && Files.exists(known.file(FILE)));
    }

    /** What keeps it from being written; null where nothing does. Never waits. */
    public @Nullable String standstill() {
        return failing ? "state cannot be written: silences and acknowledgements would not survive the process" : null;
    }

    /** Leaves what was saved to the next process, and nothing where there is nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        boolean nothing = !savedSomething && orphans.isEmpty(); // what could not be removed is named in the file
        for (Orphan orphan : orphans) {
            closeQuietly(orphan.directory());
        }
        orphans.clear();
        ProcessDirectory last = own;
        if (last == null) {
            return;
        }
        own = null;
        try (last) {
            if (nothing) {
                last.remove(FILE, FILE + StateFile.FRESH);
            }
        } catch (IOException unimportant) {
            log.failure("state.close", unimportant);
        }
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
