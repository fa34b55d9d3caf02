/**
 * Uni, Multi and subscribers of Mutiny's own types, loaded below the application's Mutiny: nothing else of the agent refers to
 * them by name.
 */
@NullMarked
package io.nightjar.observe.follow.mutiny;

import org.jspecify.annotations.NullMarked;
