package io.nightjar.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody looks after a condition. Immutable.
 *
 * @param by null where nobody said
 * @param note null where nobody said
 * @param until null for as long as the condition lasts and does not become worse
 */
public record Acknowledgement(
        @Nullable String by,
        @Nullable String note,
        @Nullable Instant until) {}
