package io.nightjar.benchmark;

/**
 * What a figure must not exceed.
 *
 * @param what what is measured, beyond what
 * @param measured the figure
 * @param most the largest that passes
 */
record Limit(String what, double measured, double most) {
    boolean holds() {
        return measured <= most;
    }
}
