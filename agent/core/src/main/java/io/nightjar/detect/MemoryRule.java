package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The used share of a memory is over its threshold. */
final class MemoryRule implements StateRule {
    @Override
    public void judgeMemory(MemoryReading reading, DetectionSettings settings, Breaches breaches) {
        double thresholdPercent = settings.memoryThresholdPercent();
        if (isBreached(reading.usedPercent(), thresholdPercent)) {
            Severity severity = severity(reading.usedPercent(), thresholdPercent, settings.memorySeverity());
            breaches.state(breach(reading, thresholdPercent, severity), Lasting.REMINDED);
        }
    }

    static boolean isBreached(double usedPercent, double thresholdPercent) {
        return usedPercent > thresholdPercent;
    }

    static Severity severity(double usedPercent, double thresholdPercent, SeverityBands bands) {
        return Severities.ofHeadroom(usedPercent, thresholdPercent, bands);
    }

    /** The breach with its message, figures and labels. */
    static Breach breach(MemoryReading reading, double thresholdPercent, Severity severity) {
        OptionalDouble cpu = reading.cpuPercent();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("memory_percent", reading.usedPercent());
        metadata.put("threshold_percent", thresholdPercent);
        metadata.put("cpu_percent", cpu.isPresent() ? cpu.getAsDouble() : null);
        metadata.put("memory_type", reading.kind().jsonName());
        metadata.put("device", reading.device());
        metadata.put("device_name", reading.deviceName());
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("memory_type", reading.kind().jsonName());
        if (reading.device() != null) {
            labels.put("device", reading.device());
        }
        return new Breach(AlertType.MEMORY, severity, null, message(reading, thresholdPercent), metadata, labels);
    }

    private static String message(MemoryReading reading, double thresholdPercent) {
        String figures = " threshold exceeded: " + Figures.fixed(reading.usedPercent(), 1) + "% (threshold: "
                + Figures.shortest(thresholdPercent) + "%)";
        return switch (reading.kind()) {
            case GPU -> "GPU memory" + figures;
            case SYSTEM -> "Memory" + figures;
            default -> "Memory" + figures + " in " + reading.kind().jsonName();
        };
    }
}
