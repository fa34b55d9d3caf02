package io.nightjar.learn;

import java.time.Instant;

/**
 * What was learned of one operation or memory, as it survives the process. Immutable.
 *
 * @param subject what kind it is of
 * @param name the operation's name; of a memory its kind, with its device behind a space where there is one
 * @param at when it was last learned from
 * @param text as {@link OperationModel#remember} or {@link MemoryModel#remember} gave it
 */
public record Learned(Subject subject, String name, Instant at, String text) {
    /** What something is learned of. */
    public enum Subject {
        OPERATION,
        MEMORY
    }
}
