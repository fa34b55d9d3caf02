package io.nightjar.detect;

import io.nightjar.objective.Objective;
import io.nightjar.rule.RuleDefinition;
import java.time.Duration;
import java.util.List;

/**
 * What is judged beyond thresholds: what the user has stated, what is foretold and what is learned. Immutable.
 *
 * @param rules in the order in which they were written
 * @param objectives in the order in which they were written
 * @param memoryForecast how far ahead memory is forecast; zero for not at all
 * @param learns whether anything is learned of the past, for any operation or memory
 * @param learnsMemory whether the growth of memory is
 * @param falseAlarmsAWeek how many false alarms the whole process may expect of what is learned
 * @param learnFor what has been seen for less says nothing
 */
public record StatedSettings(
        List<RuleDefinition> rules,
        List<Objective> objectives,
        Duration memoryForecast,
        boolean learns,
        boolean learnsMemory,
        double falseAlarmsAWeek,
        Duration learnFor) {
    /** Nothing is stated, nothing is forecast, nothing is learned. */
    public static final StatedSettings NONE = new StatedSettings(List.of(), List.of(), Duration.ZERO);

    private static final double ONE_A_WEEK = 1;
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    public StatedSettings {
        rules = List.copyOf(rules);
        objectives = List.copyOf(objectives);
    }

    /** Where nothing is learned. */
    public StatedSettings(List<RuleDefinition> rules, List<Objective> objectives, Duration memoryForecast) {
        this(rules, objectives, memoryForecast, false, false, ONE_A_WEEK, TEN_MINUTES);
    }

    /** The same where there is no memory to learn from, or nothing else. */
    public StatedSettings learningMemory(boolean memory) {
        return new StatedSettings(
                rules, objectives, memoryForecast, learns, learnsMemory && memory, falseAlarmsAWeek, learnFor);
    }
}
