/** Who is told: destinations, their queues and protocols. The one room that knows HTTP and JSON. */
@NullMarked
package io.nightjar.sink;

import org.jspecify.annotations.NullMarked;
