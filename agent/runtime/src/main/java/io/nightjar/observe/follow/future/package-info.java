/**
 * Listeners of other libraries' futures, each loaded below the application's library: nothing else of the agent refers to
 * them by name.
 */
@NullMarked
package io.nightjar.observe.follow.future;

import org.jspecify.annotations.NullMarked;
