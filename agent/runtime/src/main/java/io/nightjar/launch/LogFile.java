package io.nightjar.launch;

import io.nightjar.config.LogSettings;
import io.nightjar.log.AgentLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file of {@code log.file}, appended to; where it cannot be opened the log stays on standard error and says so. */
final class LogFile {
    private LogFile() {}

    /** Points the log where the settings say. */
    static void open(LogSettings settings, AgentLog log) {
        Path path = settings.file();
        if (path == null) {
            log.configure(settings.level(), settings.format(), null);
            return;
        }
        try {
            PrintStream out = new PrintStream(
                    Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    true,
                    StandardCharsets.UTF_8);
            log.configure(settings.level(), settings.format(), out);
        } catch (IOException e) {
            log.configure(settings.level(), settings.format(), null);
            log.warn("log.file " + path + " cannot be written (" + e + "): the log goes to standard error");
        }
    }
}
