package io.nightjar.notify;

/**
 * What became of all that was due: raised is the sum of the other three. Immutable.
 *
 * @param sent let through
 * @param held by a silence, an acknowledgement or because it is flapping
 * @param suppressed by the rate limit
 */
public record PolicyCounts(long raised, long sent, long held, long suppressed) {}
