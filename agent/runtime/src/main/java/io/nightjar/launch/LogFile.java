package io.nightjar.launch;

import io.nightjar.config.LogSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.log.RotatedFile;
import java.io.IOException;
import java.nio.file.Path;

/** The file of {@code log.file}, appended to; where it cannot be opened, the log goes to standard error with a warning. */
final class LogFile {
    private LogFile() {}

    /** Makes the log follow the settings. */
    static void open(LogSettings settings, AgentLog log) {
        Path path = settings.file();
        if (path == null) {
            log.configure(settings.level(), settings.format(), null);
            return;
        }
        try {
            log.configure(settings.level(), settings.format(), RotatedFile.open(path));
        } catch (IOException | RuntimeException e) {
            log.configure(settings.level(), settings.format(), null);
            log.warn("log.file cannot be written (" + e.getClass().getSimpleName()
                    + "): the log goes to standard error");
        }
    }
}
