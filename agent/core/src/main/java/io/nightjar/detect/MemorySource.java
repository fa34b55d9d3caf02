package io.nightjar.detect;

import java.util.List;

/** Gives the latest memory readings; never blocks. Thread-safe. */
@FunctionalInterface
public interface MemorySource {
    /** The latest reading of each memory that is judged; stale ones are left out. */
    List<MemoryReading> latest();
}
