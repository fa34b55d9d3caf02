package io.nightjar.learn;

/**
 * What a signal's own past leads one to expect of it now.
 *
 * @param value in the signal's unit
 * @param learnedSeconds for how long it has been learned
 * @param ready whether that is long enough for it to be judged
 */
public record Expectation(Signal signal, double value, double learnedSeconds, boolean ready) {}
