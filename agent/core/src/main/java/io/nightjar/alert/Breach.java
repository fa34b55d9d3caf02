package io.nightjar.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A threshold that was crossed, before it is decided whether anybody is notified. Its maps are its own: nobody changes them.
 *
 * @param limitKey what the rate limit goes by beside the type: the operation, in scope operation alone; for a rule or an objective its
 *     name, for a forecast its memory, for an anomaly operation and signal, in every scope; null where there is none
 * @param metadata the figures without those of the rate limit, in their order
 * @param labels identity beyond the constant labels, in their order
 */
public record Breach(
        AlertType type,
        Severity severity,
        @Nullable String limitKey,
        String message,
        Map<String, @Nullable Object> metadata,
        Map<String, String> labels) {}
