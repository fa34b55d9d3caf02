package io.nightjar.record;

/**
 * Calls that have started and not ended, seen by the age of their last sign of life.
 *
 * @param total all of them
 * @param olderThanThreshold those whose age is surely greater than was asked
 * @param oldestNanos the age of the oldest, a lower bound that is exact to one epoch (a quarter of a second under 10 s,
 *     at most a fifth of the age beyond); 0 where nothing is in flight
 */
public record InFlight(long total, long olderThanThreshold, long oldestNanos) {}
