/** The agent's own voice: its log and the counters of its swallowed failures. */
@NullMarked
package io.nightjar.log;

import org.jspecify.annotations.NullMarked;
