package io.nightjar.sample.linux;

import io.nightjar.sample.reading.ContainerReading;
import io.nightjar.sample.reading.NotAvailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory of this process's cgroup, version 1 or 2: the working set of the level whose limit is the least on the
 * way up, for siblings under that limit count too. Confined to one thread.
 */
public final class CgroupMemory implements AutoCloseable {
    private static final byte[] INACTIVE_FILE = ProcFile.name("inactive_file");
    private static final byte[] TOTAL_INACTIVE_FILE = ProcFile.name("total_inactive_file");
    private static final byte[] HIERARCHICAL_LIMIT = ProcFile.name("hierarchical_memory_limit");
    private static final byte[] OOM_KILL = ProcFile.name("oom_kill");
    private static final byte[] MAX = ProcFile.name("max");
    private static final byte[] HIGH = ProcFile.name("high");

    private static final int READS_BETWEEN_LOOKS = 12;

    private final Path proc;
    private final Path root;
    private final ProcFile membership;
    private int version;
    private List<Level> levels;
    private long membershipHash;
    private int reads;

    private CgroupMemory(Path proc, Path root, CgroupPlace place) throws IOException, NotAvailableException {
        this.proc = proc;
        this.root = root;
        version = place.version();
        levels = openLevels(place);
        membership = ProcFile.open(proc.resolve("self/cgroup"), 512);
        membership.read();
        membershipHash = membership.contentHash();
    }

    public static CgroupMemory open(Path proc, Path root) throws IOException, NotAvailableException {
        return new CgroupMemory(proc, root, CgroupPlace.find(proc, root));
    }

    /** Reads it; a limit of at least {@code hostTotalBytes} is none. */
    public ContainerReading read(long hostTotalBytes) throws IOException, NotAvailableException {
        if (++reads % READS_BETWEEN_LOOKS == 0) {
            followMove();
        }
        Level tightest = levels.get(0);
        long leastLimit = Long.MAX_VALUE;
        for (int i = 0; i < levels.size(); i++) {
            long limit = levels.get(i).limit();
            // Of equal limits the outermost counts: its usage is never less.
            if (limit <= leastLimit && limit < hostTotalBytes) {
                leastLimit = limit;
                tightest = levels.get(i);
            }
        }
        return tightest.read(version, leastLimit, hostTotalBytes);
    }

    @Override
    public void close() throws IOException {
        closeAll(levels);
        membership.close();
    }

    /** A process can be put into another cgroup while it runs. */
    private void followMove() throws IOException, NotAvailableException {
        membership.read();
        if (membership.contentHash() != membershipHash) {
            CgroupPlace place = CgroupPlace.find(proc, root);
            List<Level> opened = openLevels(place);
            closeAll(levels);
            version = place.version();
            levels = opened;
            membershipHash = membership.contentHash();
        }
    }

    private static List<Level> openLevels(CgroupPlace place) throws IOException, NotAvailableException {
        List<Level> levels = new ArrayList<>();
        try {
            for (Path directory : place.levels()) {
                if (Files.isReadable(directory.resolve(Level.usageName(place.version())))) {
                    levels.add(Level.open(place.version(), directory));
                }
            }
        } catch (IOException | RuntimeException failed) {
            closeAll(levels);
            throw failed;
        }
        if (levels.isEmpty()) {
            throw new NotAvailableException(place.levels().get(0) + " has no memory controller");
        }
        return levels;
    }

    private static void closeAll(List<Level> levels) throws IOException {
        for (Level level : levels) {
            level.close();
        }
    }

    private static OptionalLong optional(long value) {
        return value == ProcFile.ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** One directory on the way up. */
    private static final class Level implements AutoCloseable {
        private final String path;
        private final @Nullable ProcFile limit;
        private final ProcFile usage;
        private final ProcFile stat;
        private final @Nullable ProcFile events;
        private final @Nullable ProcFile hits;
        private final @Nullable MemoryPressure pressure;

        private Level(int version, Path directory) throws IOException {
            path = directory.toString();
            limit = openIfPresent(directory.resolve(version == 1 ? "memory.limit_in_bytes" : "memory.max"), 64);
            usage = ProcFile.open(directory.resolve(usageName(version)), 64);
            stat = ProcFile.open(directory.resolve("memory.stat"), 4096);
            events = openIfPresent(directory.resolve(version == 1 ? "memory.oom_control" : "memory.events"), 256);
            hits = version == 1 ? openIfPresent(directory.resolve("memory.failcnt"), 64) : null;
            pressure = version == 1 ? null : MemoryPressure.openIfPresent(directory.resolve("memory.pressure"));
        }

        public static Level open(int version, Path directory) throws IOException {
            return new Level(version, directory);
        }

        static String usageName(int version) {
            return version == 1 ? "memory.usage_in_bytes" : "memory.current";
        }

        private static @Nullable ProcFile openIfPresent(Path path, int expectedBytes) throws IOException {
            return Files.isReadable(path) ? ProcFile.open(path, expectedBytes) : null;
        }

        /** The limit in bytes; {@code max} and a missing file are none. */
        long limit() throws IOException {
            if (limit == null) {
                return Long.MAX_VALUE;
            }
            limit.read();
            long bytes = limit.number();
            return bytes <= 0 ? Long.MAX_VALUE : bytes;
        }

        public ContainerReading read(int version, long leastLimit, long hostTotalBytes) throws IOException {
            stat.read();
            long inactive = version == 1 ? stat.field(TOTAL_INACTIVE_FILE) : ProcFile.ABSENT;
            if (inactive == ProcFile.ABSENT) {
                inactive = stat.requiredField(INACTIVE_FILE);
            }
            long limitBytes = leastLimit;
            if (version == 1) {
                long above = stat.field(HIERARCHICAL_LIMIT);
                limitBytes = above > 0 ? Math.min(limitBytes, above) : limitBytes;
            }
            usage.read();
            long usageBytes = usage.number();
            if (usageBytes < 0) {
                throw new IOException(usage.path() + " holds no number");
            }
            if (events != null) {
                events.read();
            }
            return new ContainerReading(
                    path,
                    version,
                    limitBytes < hostTotalBytes ? OptionalLong.of(limitBytes) : OptionalLong.empty(),
                    usageBytes,
                    Math.max(0, usageBytes - inactive),
                    event(OOM_KILL),
                    version == 1 ? hits() : event(MAX),
                    version == 1 ? OptionalLong.empty() : event(HIGH),
                    pressure == null ? Optional.empty() : Optional.of(pressure.read()));
        }

        private OptionalLong event(byte[] name) {
            return events == null ? OptionalLong.empty() : optional(events.field(name));
        }

        private OptionalLong hits() throws IOException {
            if (hits == null) {
                return OptionalLong.empty();
            }
            hits.read();
            return optional(hits.number());
        }

        @Override
        public void close() throws IOException {
            usage.close();
            stat.close();
            for (ProcFile file : new ProcFile[] {limit, events, hits}) {
                if (file != null) {
                    file.close();
                }
            }
            if (pressure != null) {
                pressure.close();
            }
        }
    }
}
