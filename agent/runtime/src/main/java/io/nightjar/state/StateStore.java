package io.nightjar.state;

import io.nightjar.log.AgentLog;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.store.ProcessDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The directory of {@code state}. Each process that uses it has a directory of its own there, with one file; what a process
 * that is gone left is taken over by the next one, which removes it once all of it stands in a file of its own. Thread-safe;
 * a save waits for the one before, so that it may block as long as the disk does.
 */
public final class StateStore implements AutoCloseable {
    private final Path root;
    private final AgentLog log;
    private final InstantSource wall;
    private final long mostBytes;
    private final Orphans orphans;

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
        this.orphans = new Orphans(root, log, wall);
    }

    /**
     * Takes over what processes that are gone left: once, before the first save. What living ones hold is not touched. What
     * cannot be read is said and left where it is. Never throws.
     */
    public synchronized PolicyMemory load() {
        return orphans.takeOver(this::isOfOurUser);
    }

    /** In a directory that everybody may write to, others could leave silences. */
    private boolean isOfOurUser(ProcessDirectory orphan) throws IOException {
        ProcessDirectory current;
        try {
            current = directory();
        } catch (IOException refused) {
            trouble(refused); // a full disk: what is there can be read all the same
            return true;
        }
        try {
            return Files.getOwner(orphan.path(), LinkOption.NOFOLLOW_LINKS)
                    .equals(Files.getOwner(current.path(), LinkOption.NOFOLLOW_LINKS));
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
        orphans.remove();
        return true;
    }

    private void write(PolicyMemory memory) throws IOException {
        StateText text = new StateText(mostBytes).add(memory);
        orphans.addOthersTo(text);
        if (text.isEmpty() && orphans.isEmpty() && !savedSomething) {
            return;
        }
        ProcessDirectory directory = directory();
        boolean something = !text.isEmpty();
        orphans.addNamesTo(text);
        text.fit();
        StateFile.replace(directory.file(Orphans.FILE), text.lines(wall.instant()));
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
            orphans.add(known);
            own = null;
        }
        if (own == null) {
            own = ProcessDirectory.create(root, Orphans.PREFIX);
            StateFile.forceDirectory(root);
            StateFile.forceDirectory(root.getParent());
        }
        return own;
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
                || known != null && savedSomething && !(known.isIntact() && Files.exists(known.file(Orphans.FILE)));
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
        orphans.close();
        ProcessDirectory last = own;
        if (last == null) {
            return;
        }
        own = null;
        try (last) {
            if (nothing) {
                last.remove(Orphans.FILE, Orphans.FILE + StateFile.FRESH);
            }
        } catch (IOException unimportant) {
            log.failure("state.close", unimportant);
        }
    }
}
