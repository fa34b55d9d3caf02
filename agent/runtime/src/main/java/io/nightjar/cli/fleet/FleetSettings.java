package io.nightjar.cli.fleet;

import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.OperationLimits;
import io.nightjar.objective.Objective;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What rules and dashboard are made of. Immutable.
 *
 * @param detection the thresholds
 * @param specs the operations that are known by name
 * @param scrapeInterval how often Prometheus asks
 * @param source where the thresholds stand, for a person
 */
public record FleetSettings(
        DetectionSettings detection, List<OperationSpec> specs, Duration scrapeInterval, String source) {
    private static final int SCRAPES_A_RATE = 4;
    private static final int SCRAPES_A_STATE = 2;

    public FleetSettings {
        specs = List.copyOf(specs);
    }

    /** Over how long rates are taken: the agent's window, and no less than what holds enough scrapes. */
    Duration window() {
        Duration own = detection.layerThroughput().window();
        return own.compareTo(shortestRange()) < 0 ? shortestRange() : own;
    }

    /** A rate over less may see no two scrapes. */
    Duration shortestRange() {
        return scrapeInterval.multipliedBy(SCRAPES_A_RATE);
    }

    /** How long a state must last: as long as in the agent, and no less than what one odd scrape could make. */
    Duration pending() {
        Duration two = scrapeInterval.multipliedBy(SCRAPES_A_STATE);
        return detection.pendingFor().compareTo(two) < 0 ? two : detection.pendingFor();
    }

    /** How long a state is still taken to last once it is not seen any more. */
    Duration kept() {
        return detection.resolveAfter();
    }

    List<Objective> objectives() {
        return detection.stated().objectives();
    }

    /**
     * The operations by what they are judged by, which is compared as a whole; those that have no limits of their own are
     * everything but those that have.
     *
     * @param figures the limits that matter
     */
    <T> List<Limited<T>> limits(Function<OperationLimits, T> figures) {
        return limits(figures.apply(detection.layerThroughput()), figures);
    }

    /** @param ofOthers what operations without limits of their own are judged by */
    <T> List<Limited<T>> limits(T ofOthers, Function<OperationLimits, T> figures) {
        Map<T, List<String>> own = new LinkedHashMap<>();
        List<String> all = new ArrayList<>();
        Map<String, OperationSpec> sorted = new TreeMap<>();
        specs.forEach(spec -> sorted.put(spec.name(), spec));
        for (OperationSpec spec : sorted.values()) {
            T figure = figures.apply(detection.limits().apply(spec));
            if (!figure.equals(ofOthers)) {
                own.computeIfAbsent(figure, any -> new ArrayList<>()).add(spec.name());
                all.add(spec.name());
            }
        }
        List<Limited<T>> limited = new ArrayList<>();
        limited.add(new Limited<>(all.isEmpty() ? "" : PromText.oneOf("operation", true, all), ofOthers));
        own.forEach((figure, names) -> limited.add(new Limited<>(PromText.oneOf("operation", false, names), figure)));
        return limited;
    }

    /**
     * Operations and what they are judged by.
     *
     * @param matcher of the label {@code operation}; empty for all
     */
    record Limited<T>(String matcher, T figure) {}
}
