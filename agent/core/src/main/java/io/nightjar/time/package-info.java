/** The injected monotonic clock, and durations as numbers. */
@NullMarked
package io.nightjar.time;

import org.jspecify.annotations.NullMarked;
