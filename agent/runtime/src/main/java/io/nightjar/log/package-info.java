/** The agent's own log and the counters of its swallowed failures. */
@NullMarked
package io.nightjar.log;

import org.jspecify.annotations.NullMarked;
