package io.nightjar.console.history;

/**
 * One figure over time. Immutable, but for the arrays, which nobody changes.
 *
 * @param firstMillis when the first step began
 * @param values of each step, NaN where nothing is known; of the heat one array a step, empty where nothing is known
 */
public record Points(int stepSeconds, long firstMillis, float[][] values) {}
