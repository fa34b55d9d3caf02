package io.nightjar.config;

import io.nightjar.notify.AlertMatcher;

/**
 * Which alerts a destination takes. Immutable.
 *
 * @param when the firing ones that it takes
 * @param resolved whether it takes the ends of what it got
 */
public record Route(AlertMatcher when, boolean resolved) {
    /** All alerts and their ends. */
    public static final Route EVERYTHING = new Route(AlertMatcher.ALL, true);
}
