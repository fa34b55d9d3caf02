package io.nightjar.observe.follow;

import org.jspecify.annotations.Nullable;

/**
 * What makes a method one of Kotlin's suspend functions. Immutable.
 *
 * @param continuation index of the parameter that receives the caller's continuation
 * @param ownClass dotted name of the class with whose objects the method is entered again when it goes on; null where it
 *     is entered once a call
 */
public record Suspending(int continuation, @Nullable String ownClass) {}
