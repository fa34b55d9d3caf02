package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.json.AlertJson;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Outcome;
import java.time.Duration;
import java.util.List;

/** The agent's own log as a destination: a line for a person, or the whole alert in a line for a machine. */
public final class LogSink implements AlertSink {
    private final AgentLog log;

    public LogSink(AgentLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Outcome send(List<Delivery> batch, Duration limit) {
        for (Delivery delivery : batch) {
            Alert alert = delivery.alert();
            if (log.format() == AgentLog.Format.JSON) {
                log.log(level(delivery), alert.message(), AlertJson.text(alert));
            } else {
                log.log(level(delivery), AlertWords.line(alert), "");
            }
        }
        return new Outcome.Delivered("written");
    }

    private static AgentLog.Level level(Delivery delivery) {
        Alert alert = delivery.alert();
        if (delivery.kind() == NoticeKind.SILENCED) {
            return AgentLog.Level.DEBUG;
        }
        if (alert.status() == AlertStatus.RESOLVED) {
            return AgentLog.Level.INFO;
        }
        return alert.severity() == Severity.WARNING ? AgentLog.Level.WARN : AgentLog.Level.ERROR;
    }
}
