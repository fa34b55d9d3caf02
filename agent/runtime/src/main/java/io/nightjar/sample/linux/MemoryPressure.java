package io.nightjar.sample.linux;

import io.nightjar.sample.reading.PressureReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The kernel's pressure stall information on memory, of the host or of a cgroup. Confined to one thread. */
final class MemoryPressure implements AutoCloseable {
    private static final byte[] SOME = ProcFile.name("some");
    private static final byte[] FULL = ProcFile.name("full");
    private static final byte[] AVG10 = ProcFile.name("avg10=");
    private static final byte[] TOTAL = ProcFile.name("total=");

    private final ProcFile file;

    private MemoryPressure(ProcFile file) {
        this.file = file;
    }

    /** Null where the kernel does not measure it. */
    static @Nullable MemoryPressure openIfPresent(Path path) {
        if (!Files.isReadable(path)) {
            return null;
        }
        try {
            ProcFile file = ProcFile.open(path, 256);
            file.read();
            return new MemoryPressure(file);
        } catch (IOException switchedOff) {
            // With psi=0 the file is there and answers EOPNOTSUPP: the same as not being there.
            return null;
        }
    }

    PressureReading read() throws IOException {
        file.read();
        long some = file.hundredths(SOME, AVG10);
        long full = file.hundredths(FULL, AVG10);
        long total = file.keyed(SOME, TOTAL);
        if (some == ProcFile.ABSENT || total == ProcFile.ABSENT) {
            throw new IOException(file.path() + " is cut off");
        }
        return new PressureReading(some / 100.0, full == ProcFile.ABSENT ? 0 : full / 100.0, total);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
