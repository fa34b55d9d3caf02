package io.nightjar.config;

import io.nightjar.log.AgentLog;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The agent's own log; a null file is standard error. */
public record LogSettings(AgentLog.Level level, @Nullable Path file, AgentLog.Format format) {
    /** What counts where no key of the log is set. */
    static final LogSettings DEFAULT = new LogSettings(AgentLog.Level.INFO, null, AgentLog.Format.TEXT);
}
