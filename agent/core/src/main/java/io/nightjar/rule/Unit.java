package io.nightjar.rule;

/** What a number is of. */
public enum Unit {
    /** Milliseconds. */
    DURATION,
    /** 0 to 1. */
    SHARE,
    /** Per second. */
    RATE,
    /** Calls, tokens. */
    COUNT,
    /** 0 to 100. */
    PERCENT,
    /** Nothing: a bare number, or a ratio. */
    NUMBER
}
