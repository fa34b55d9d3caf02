package io.nightjar.sample.reading;

/**
 * How much time tasks lost waiting for memory, as the kernel's pressure stall information tells it.
 *
 * @param someAvg10Percent share of the last 10 s in which at least one task waited
 * @param fullAvg10Percent share of the last 10 s in which all tasks waited
 * @param someTotalMicros time since boot in which at least one task waited
 */
public record PressureReading(double someAvg10Percent, double fullAvg10Percent, long someTotalMicros) {}
