package io.nightjar.sink;

import io.nightjar.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** An agent's log in memory. */
public final class LogLines {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    public final AgentLog log;

    public LogLines() {
        this(AgentLog.Format.TEXT);
    }

    public LogLines(AgentLog.Format format) {
        log = new AgentLog(AgentLog.Level.DEBUG, format);
        log.configure(AgentLog.Level.DEBUG, format, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
