package io.nightjar.config;

import io.nightjar.log.AgentLog;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own log, and that of the calls.
 *
 * @param file null for standard error
 * @param calls the file to which every call is written; null for none
 */
public record LogSettings(
        AgentLog.Level level,
        @Nullable Path file,
        AgentLog.Format format,
        @Nullable Path calls) {
    /** What counts where no key of the log is set. */
    static final LogSettings DEFAULT = new LogSettings(AgentLog.Level.INFO, null, AgentLog.Format.TEXT, null);
}
