/** What a woven call and a start cost, beside the clock and beside other agents. */
@NullMarked
package io.nightjar.benchmark;

import org.jspecify.annotations.NullMarked;
