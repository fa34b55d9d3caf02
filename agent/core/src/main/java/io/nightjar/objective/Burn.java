package io.nightjar.objective;

/**
 * A budget that burns too fast.
 *
 * @param pair the highest one in whose windows it does
 * @param rate how many times faster than the period allows, over the long window
 * @param remaining which share of the period's budget is left, 0 to 1
 */
public record Burn(BurnPair pair, double rate, double remaining) {}
