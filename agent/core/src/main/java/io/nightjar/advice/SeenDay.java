package io.nightjar.advice;

/**
 * What one day says of an operation's latency.
 *
 * @param boundNanos the upper bound of the quantile on that day; 0 where its calls were too few
 */
public record SeenDay(long calls, long boundNanos) {}
