package io.nightjar.learn;

/**
 * When a share will be full if it goes on growing so.
 *
 * @param fullInSeconds from the newest floor on; the truth is somewhere between half and double
 * @param percentPerHour how fast it grows
 * @param observedSeconds for how long it has been seen to
 */
public record Outlook(double fullInSeconds, double percentPerHour, double observedSeconds) {}
