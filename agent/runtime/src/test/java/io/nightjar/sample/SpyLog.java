package io.nightjar.sample;

import io.nightjar.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The agent's log, kept in memory. */
public final class SpyLog {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AgentLog log = new AgentLog(AgentLog.Level.DEBUG, AgentLog.Format.TEXT);

    public SpyLog() {
        log.configure(AgentLog.Level.DEBUG, AgentLog.Format.TEXT, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    public AgentLog log() {
        return log;
    }

    public List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    public Map<String, Long> failures() {
        return log.failures();
    }
}
