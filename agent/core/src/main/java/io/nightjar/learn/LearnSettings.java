package io.nightjar.learn;

import java.util.Set;

/**
 * How is learned. Immutable.
 *
 * @param signals which are learned
 * @param falseAlarmsAWeek how many false alarms may be expected of the whole process
 * @param warmUpSeconds what has been seen for less says nothing
 */
public record LearnSettings(Set<Signal> signals, double falseAlarmsAWeek, double warmUpSeconds) {
    public LearnSettings {
        signals = Set.copyOf(signals);
    }
}
