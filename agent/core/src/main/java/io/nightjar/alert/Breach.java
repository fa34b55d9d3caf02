package io.nightjar.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A threshold that was crossed, before it is decided whether anybody is notified. Its maps are its own: nobody changes them.
 *
 * @param operation what the rate limit of scope operation goes by; null where there is none
 * @param metadata the figures without those of the rate limit, in their order
 * @param labels identity beyond the constant labels, in their order
 */
public record Breach(
        AlertType type,
        Severity severity,
        @Nullable String operation,
        String message,
        Map<String, @Nullable Object> metadata,
        Map<String, String> labels) {}
