/**
 * Models of what is normal, and what the past of a figure says of its future; arithmetic alone.
 *
 * <p>One model for each operation, with a {@code SignalModel} for each signal that was seen of it. Each look adds to a sum the logarithm
 * of how much more likely what was counted is after a change than without one, and never lets the sum fall below zero (Page's CUSUM).
 * An alarm needs as much evidence as {@link io.nightjar.learn.FalseAlarms} says, which grows with the logarithm of how many signals
 * share the false alarms that are allowed. Three things keep what is not news from adding up: one look adds a bounded amount; looks
 * count less the more those that follow each other move together, as blocks of them vary ({@code clustering}); and nothing is learned
 * while a sum is suspiciously high, so that an incident does not become what is normal before it is found.
 *
 * <p>A deviation ends when the evidence speaks for what was usual before, halfway between that and the incident, or when it has lasted
 * and is adopted. The other signals of the operation then forget what they had, or adopt it too: one cause is said once. State is
 * numbers alone, so that it can be remembered as text.
 */
@NullMarked
package io.nightjar.learn;

import org.jspecify.annotations.NullMarked;
