/** The deliveries of one destination: waiting, tried again, stepped behind, given up. */
@NullMarked
package io.nightjar.sink.queue;

import org.jspecify.annotations.NullMarked;
