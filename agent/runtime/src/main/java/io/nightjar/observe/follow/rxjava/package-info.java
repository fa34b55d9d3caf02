/**
 * Sources and observers of RxJava 3's own types, loaded below the application's RxJava: nothing else of the agent refers to
 * them by name.
 */
@NullMarked
package io.nightjar.observe.follow.rxjava;

import org.jspecify.annotations.NullMarked;
