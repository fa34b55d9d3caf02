package io.nightjar.record;

/** How a call ended. */
public enum CallOutcome {
    OK,
    FAILED,
    CANCELLED
}
