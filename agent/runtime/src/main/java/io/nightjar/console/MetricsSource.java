package io.nightjar.console;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes what the agent counts, for who scrapes it. Thread-safe. */
@FunctionalInterface
public interface MetricsSource {
    /**
     * Writes everything as it is now.
     *
     * @param accept what is accepted, as the header has it; null where nothing is said
     * @return the type of what was written
     */
    String write(@Nullable String accept, OutputStream out) throws IOException;
}
