package io.nightjar.detect;

import java.util.List;

/** Where the latest memory readings are to be had; never blocks. Thread-safe. */
@FunctionalInterface
public interface MemorySource {
    /** The latest reading of each memory that is judged; stale ones are left out. */
    List<MemoryReading> latest();
}
