/** What time it is: the injected monotonic clock. */
@NullMarked
package io.nightjar.time;

import org.jspecify.annotations.NullMarked;
