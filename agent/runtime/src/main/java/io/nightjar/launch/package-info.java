/** How it all starts and stops: the one room that knows all the others. */
@NullMarked
package io.nightjar.launch;

import org.jspecify.annotations.NullMarked;
