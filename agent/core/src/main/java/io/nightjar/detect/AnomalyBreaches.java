package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import io.nightjar.learn.Deviation;
import io.nightjar.learn.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deviations with their messages, figures and labels. Stateless. */
final class AnomalyBreaches {
    private static final double PERCENT = 100;

    private AnomalyBreaches() {}

    /** Of an operation. */
    static Breach of(String operation, Deviation deviation) {
        String message = "Unusual " + deviation.signal().jsonName() + " in " + operation + figures(deviation);
        return breach(operation, null, null, operation, deviation, message, labels(operation, deviation.signal()));
    }

    /** Of a memory. */
    static Breach of(LearnedMemory memory, Deviation deviation) {
        String message = "Unusual " + memory.kind().jsonName() + " memory" + figures(deviation);
        String kind = memory.kind().jsonName();
        return breach(null, kind, memory.device(), memory.name(), deviation, message, labels(memory));
    }

    private static Breach breach(
            @Nullable String operation,
            @Nullable String memoryType,
            @Nullable String device,
            String subject,
            Deviation deviation,
            String message,
            Map<String, String> labels) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("signal", deviation.signal().jsonName());
        metadata.put("operation", operation);
        metadata.put("memory_type", memoryType);
        metadata.put("device", device);
        metadata.put("value", deviation.value());
        metadata.put("expected", deviation.expected());
        metadata.put("ratio", deviation.ratio());
        metadata.put("unit", deviation.signal().unit());
        metadata.put("direction", deviation.up() ? "up" : "down");
        metadata.put("calls", deviation.calls());
        metadata.put("learned_seconds", deviation.learnedSeconds());
        Severity severity = deviation.severe() ? Severity.ERROR : Severity.WARNING;
        String limitKey = subject + ' ' + deviation.signal().jsonName();
        return new Breach(AlertType.ANOMALY, severity, limitKey, message, metadata, labels);
    }

    static Map<String, String> labels(String operation, Signal signal) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("operation", operation);
        labels.put("signal", signal.jsonName());
        return labels;
    }

    private static Map<String, String> labels(LearnedMemory memory) {
        Map<String, String> labels = memoryLabels(memory);
        labels.put("signal", Signal.MEMORY.jsonName());
        return labels;
    }

    /** The labels of a memory's other alerts. */
    static Map<String, String> memoryLabels(LearnedMemory memory) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("memory_type", memory.kind().jsonName());
        String device = memory.device();
        if (device != null) {
            labels.put("device", device);
        }
        return labels;
    }

    private static String figures(Deviation deviation) {
        return ": " + text(deviation.signal(), deviation.value()) + " instead of "
                + text(deviation.signal(), deviation.expected()) + ", " + Figures.fixed(deviation.ratio(), 1) + "x";
    }

    private static String text(Signal signal, double value) {
        return switch (signal) {
            case LATENCY, FIRST_CHUNK -> Figures.fixed(value, 2) + "ms";
            case ERRORS -> Figures.fixed(value * PERCENT, 2) + "%";
            case THROUGHPUT, SILENCE -> Figures.fixed(value, 2) + "rps";
            case TOKENS -> Figures.fixed(value, 1) + " tokens";
            case MEMORY -> Figures.fixed(value, 1) + "%";
        };
    }
}
