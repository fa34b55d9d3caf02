package io.nightjar.detect;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Figures;
import io.nightjar.alert.Severity;
import io.nightjar.learn.Outlook;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A memory will be full soon if it goes on growing so. While an alert about its threshold may be open, that one says more, and
 * nothing is foretold.
 */
final class ForecastRule implements StateRule {
    /** A process that soon ends loads nothing of this. */
    private static final int TICKS_BEFORE_THE_FIRST = 3;
    /** Half and double the estimate. */
    private static final double SPREAD = 2;

    private static final double NANOS_A_SECOND = 1e9;

    private final List<WatchedMemory> watched = new ArrayList<>();
    private int ticks;

    @Override
    public void settingsChanged(DetectionSettings settings) {
        if (settings.stated().memoryForecast().isZero()) {
            watched.clear();
        }
    }

    @Override
    public void judgeTick(Tick tick, Breaches breaches) {
        Duration ahead = tick.settings().stated().memoryForecast();
        if (ahead.isZero() || tick.memory().isEmpty() || ticks < TICKS_BEFORE_THE_FIRST) {
            ticks += tick.memory().isEmpty() ? 0 : 1;
            return;
        }
        List<MemoryReading> memory = tick.memory();
        for (int i = 0; i < memory.size(); i++) {
            judge(memory.get(i), tick, Durations.seconds(ahead), breaches);
        }
    }

    private void judge(MemoryReading reading, Tick tick, double aheadSeconds, Breaches breaches) {
        WatchedMemory memory = watched(reading);
        Outlook outlook = memory.look(reading);
        DetectionSettings settings = tick.settings();
        if (MemoryRule.isBreached(reading.usedPercent(), settings.memoryThresholdPercent())) {
            memory.over(tick.nowNanos());
        }
        boolean soon = outlook != null && outlook.fullInSeconds() <= aheadSeconds;
        memory.foretold(soon);
        if (soon && !memory.wasOver(tick.nowNanos(), Durations.saturatedNanos(settings.resolveAfter()))) {
            breaches.state(breach(reading, outlook), Lasting.REMINDED);
        }
    }

    private WatchedMemory watched(MemoryReading reading) {
        for (int i = 0; i < watched.size(); i++) {
            if (watched.get(i).isOf(reading)) {
                return watched.get(i);
            }
        }
        WatchedMemory created = new WatchedMemory(reading);
        watched.add(created);
        return created;
    }

    private static Breach breach(MemoryReading reading, Outlook outlook) {
        String kind = reading.kind().jsonName();
        String device = reading.device();
        double low = outlook.fullInSeconds() / SPREAD;
        double high = outlook.fullInSeconds() * SPREAD;
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("memory_type", kind);
        metadata.put("device", device);
        metadata.put("memory_percent", reading.usedPercent());
        metadata.put("full_in_seconds_low", low);
        metadata.put("full_in_seconds_high", high);
        metadata.put("slope_percent_per_hour", outlook.percentPerHour());
        metadata.put("observed_seconds", outlook.observedSeconds());
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("memory_type", kind);
        if (device != null) {
            labels.put("device", device);
        }
        String message = name(reading.kind()) + " memory will be full in " + text(low) + " to " + text(high) + " at "
                + Figures.fixed(outlook.percentPerHour(), 1) + "% per hour (now "
                + Figures.fixed(reading.usedPercent(), 1) + "%)";
        String limitKey = device == null ? kind : kind + ' ' + device;
        return new Breach(AlertType.FORECAST, Severity.WARNING, limitKey, message, metadata, labels);
    }

    private static String text(double seconds) {
        return Durations.text(Duration.ofNanos((long) (Math.max(1, seconds) * NANOS_A_SECOND)));
    }

    private static String name(MemoryKind kind) {
        return switch (kind) {
            case GPU -> "GPU";
            case CONTAINER -> "Container";
            case HOST -> "Host";
            case HEAP -> "Heap";
            case DIRECT -> "Direct";
            case SYSTEM -> "System";
        };
    }
}
