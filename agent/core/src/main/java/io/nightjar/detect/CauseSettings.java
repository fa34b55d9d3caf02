package io.nightjar.detect;

/**
 * What is looked up of calls that are slow or failed.
 *
 * @param traces whether the current span is
 */
public record CauseSettings(boolean traces) {
    /** Everything. */
    public static final CauseSettings DEFAULT = new CauseSettings(true);
}
