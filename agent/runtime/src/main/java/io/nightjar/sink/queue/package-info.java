/** The deliveries of one destination: which wait, which are tried again, which let others pass, which are given up. */
@NullMarked
package io.nightjar.sink.queue;

import org.jspecify.annotations.NullMarked;
