/**
 * Publishers and subscribers of Reactor's own types, loaded below the application's Reactor: nothing else of the agent
 * refers to them by name.
 */
@NullMarked
package io.nightjar.observe.follow.reactor;

import org.jspecify.annotations.NullMarked;
