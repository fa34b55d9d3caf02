package io.nightjar.sample.reading;

import java.util.OptionalDouble;

/**
 * This process at one moment.
 *
 * @param pid its id as it sees itself
 * @param residentBytes memory of it that is in RAM
 * @param cpuPercent its share of the processors the JVM may use since the last sample, 0 to 100
 */
public record ProcessReading(long pid, long residentBytes, OptionalDouble cpuPercent) {}
