package io.nightjar.record;

/**
 * How long calls took; quantiles are within 2 % of the exact ones between 1 µs and 1 h and clamped to that range.
 *
 * @param p50Nanos the median
 * @param p95Nanos the 95th percentile
 * @param p99Nanos the 99th percentile
 * @param maxNanos the longest call, exact
 */
public record LatencySummary(long p50Nanos, long p95Nanos, long p99Nanos, long maxNanos) {}
