package io.nightjar.export.jfr;

import io.nightjar.alert.Alert;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** The three types of events, known to the flight recorder. Its first use loads the recorder. Thread-safe. */
final class RecorderEvents implements AutoCloseable {
    private static final String OPERATION = "operation";
    private static final String MODEL = "model";

    private final EventType slowCall = EventType.getEventType(SlowCallEvent.class);
    private final EventType failedCall = EventType.getEventType(FailedCallEvent.class);
    private final EventType alert = EventType.getEventType(AlertEvent.class);

    private RecorderEvents() {}

    static RecorderEvents register() {
        FlightRecorder.register(SlowCallEvent.class);
        FlightRecorder.register(FailedCallEvent.class);
        FlightRecorder.register(AlertEvent.class);
        return new RecorderEvents();
    }

    /** Whether a recording that runs wants calls. */
    boolean wantsCalls() {
        return slowCall.isEnabled() || failedCall.isEnabled();
    }

    /** Whether a recording that runs wants alerts. */
    boolean wantsAlerts() {
        return alert.isEnabled();
    }

    void slowCall(String operation, Map<String, String> labels, long latencyNanos, long thresholdNanos) {
        SlowCallEvent event = new SlowCallEvent();
        if (event.isEnabled()) {
            event.threshold = thresholdNanos;
            commit(event, operation, labels, latencyNanos);
        }
    }

    void failedCall(String operation, Map<String, String> labels, long latencyNanos, @Nullable String exception) {
        FailedCallEvent event = new FailedCallEvent();
        if (event.isEnabled()) {
            event.exception = exception;
            commit(event, operation, labels, latencyNanos);
        }
    }

    private static void commit(CallEvent event, String operation, Map<String, String> labels, long latencyNanos) {
        event.operation = operation;
        event.model = labels.get(MODEL);
        event.latency = latencyNanos;
        event.commit();
    }

    void alert(Alert sent) {
        AlertEvent event = new AlertEvent();
        if (event.isEnabled()) {
            event.operation = sent.labels().get(OPERATION);
            event.model = sent.labels().get(MODEL);
            event.alertType = sent.type().jsonName();
            event.severity = sent.severity().jsonName();
            event.fingerprint = sent.fingerprint();
            event.commit();
        }
    }

    /** The recorder forgets the types; recordings keep what they have. */
    @Override
    public void close() {
        FlightRecorder.unregister(SlowCallEvent.class);
        FlightRecorder.unregister(FailedCallEvent.class);
        FlightRecorder.unregister(AlertEvent.class);
    }
}
