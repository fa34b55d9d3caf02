package io.nightjar.detect;

/** When throughput is judged. */
public enum ThroughputArm {
    /** Once a whole window has been at or above the threshold; fires once, then waits for that again. */
    REACHED,
    /** In every whole window. */
    ALWAYS
}
