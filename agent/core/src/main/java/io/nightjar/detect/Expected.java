package io.nightjar.detect;

import io.nightjar.learn.Deviation;
import io.nightjar.learn.Expectation;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one signal now. Immutable.
 *
 * @param operation null for memory
 * @param memory its kind, null for operations
 * @param device of a GPU; null for the rest
 * @param deviation null where the signal is as expected
 * @param heldBy why nobody is notified of the deviation: the type of the alert that says it, with its signal and operation where
 *     that is an anomaly; null where it is raised, or there is none
 */
public record Expected(
        @Nullable String operation,
        @Nullable MemoryKind memory,
        @Nullable String device,
        Expectation expectation,
        @Nullable Deviation deviation,
        @Nullable String heldBy) {}
