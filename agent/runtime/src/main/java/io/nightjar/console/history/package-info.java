/** How figures went in the last hour, for the console alone: nothing of it is loaded or kept where none listens. */
@NullMarked
package io.nightjar.console.history;

import org.jspecify.annotations.NullMarked;
