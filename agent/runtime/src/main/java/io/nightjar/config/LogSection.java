package io.nightjar.config;

import io.nightjar.log.AgentLog;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code log.*}. */
final class LogSection {
    private LogSection() {}

    static LogSettings read(Values values, List<String> switchedOff) {
        AgentLog.Level level = switch (values.choice(Key.LOG_LEVEL)) {
            case "debug" -> AgentLog.Level.DEBUG;
            case "warn" -> AgentLog.Level.WARN;
            case "error" -> AgentLog.Level.ERROR;
            case "off" -> AgentLog.Level.OFF;
            default -> AgentLog.Level.INFO;
        };
        boolean json = values.choice(Key.LOG_FORMAT).equals("json");
        return new LogSettings(
                level,
                file(values, Key.LOG_FILE, ", the log goes to standard error: ", switchedOff),
                json ? AgentLog.Format.JSON : AgentLog.Format.TEXT,
                values.find(Key.LOG_CALLS) == null ? null : file(values, Key.LOG_CALLS, ": ", switchedOff));
    }

    private static @Nullable Path file(Values values, Key key, String instead, List<String> switchedOff) {
        Path file = values.path(key);
        String trouble = file == null ? "" : WritablePlace.whyNoFile(file);
        if (!trouble.isEmpty()) {
            switchedOff.add(
                    key.text().concat(" is switched off").concat(instead).concat(values.shown(key, file, trouble)));
            return null;
        }
        return file;
    }
}
