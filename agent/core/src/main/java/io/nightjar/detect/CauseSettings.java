package io.nightjar.detect;

/**
 * What is looked up of calls that are slow or failed.
 *
 * @param traces whether the current span is
 * @param stacks how often the stack of a call that runs over its threshold is looked at, 0 for never
 */
public record CauseSettings(boolean traces, int stacks) {
    /** More looks would be further apart than any call is long. */
    public static final int MOST_STACKS = 10;

    /** Everything. */
    public static final CauseSettings DEFAULT = new CauseSettings(true, 3);

    public CauseSettings {
        stacks = Math.max(0, Math.min(stacks, MOST_STACKS));
    }
}
