package io.nightjar.sample;

/**
 * What cannot be sampled here, and why.
 *
 * @param what {@code gpu}, {@code container}, {@code host}, {@code process} or {@code jvm}
 * @param why one sentence for a person
 */
public record Unavailable(String what, String why) {}
