package io.nightjar.detect;

import io.nightjar.objective.Objective;
import io.nightjar.rule.RuleDefinition;
import java.time.Duration;
import java.util.List;

/**
 * What is judged because the user has stated it. Immutable.
 *
 * @param rules in the order in which they were written
 * @param objectives in the order in which they were written
 * @param memoryForecast how far ahead memory is forecast; zero for not at all
 */
public record StatedSettings(List<RuleDefinition> rules, List<Objective> objectives, Duration memoryForecast) {
    /** Nothing is stated, nothing is forecast. */
    public static final StatedSettings NONE = new StatedSettings(List.of(), List.of(), Duration.ZERO);

    public StatedSettings {
        rules = List.copyOf(rules);
        objectives = List.copyOf(objectives);
    }
}
