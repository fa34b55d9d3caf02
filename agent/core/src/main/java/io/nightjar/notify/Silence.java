package io.nightjar.notify;

import org.jspecify.annotations.Nullable;

/**
 * Holds back what a matcher means from everybody but the log. Immutable.
 *
 * @param id the name in the configuration, or the id that the command got
 * @param by who asked for it; null where nobody said
 * @param note why; null where nobody said
 */
public record Silence(
        String id,
        AlertMatcher match,
        SilenceTime time,
        @Nullable String by,
        @Nullable String note) {}
