package io.nightjar.detect;

/** What one rate limit covers. */
public enum RateLimitScope {
    TYPE,
    /** Type and operation. */
    OPERATION
}
