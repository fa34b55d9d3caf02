/** Presets: what is known of a library, as data, and the rules that are made of it and of what the user writes. */
@NullMarked
package io.nightjar.preset;

import org.jspecify.annotations.NullMarked;
