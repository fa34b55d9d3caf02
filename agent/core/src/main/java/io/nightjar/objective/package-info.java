/** Objectives: which share of calls must be good, and how fast the rest is used up. */
@NullMarked
package io.nightjar.objective;

import org.jspecify.annotations.NullMarked;
