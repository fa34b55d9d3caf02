package io.nightjar.export;

import io.nightjar.log.AgentLog;
import io.nightjar.request.AgentRequests;
import io.nightjar.status.StatusSource;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** The list of all exporters. */
public final class Exporters {
    private Exporters() {}

    /** One of each, not started, in the order in which they are started. */
    public static List<Exporter> create(
            StatusSource source, AgentRequests requests, Instrumentation instrumentation, AgentLog log) {
        return List.of(new AttachExporter(source, requests, instrumentation, log));
    }
}
