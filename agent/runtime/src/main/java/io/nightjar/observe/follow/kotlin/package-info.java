/**
 * Continuations and flows of Kotlin's own types, loaded below the application's Kotlin: nothing else of the agent refers to
 * them by name.
 */
@NullMarked
package io.nightjar.observe.follow.kotlin;

import org.jspecify.annotations.NullMarked;
