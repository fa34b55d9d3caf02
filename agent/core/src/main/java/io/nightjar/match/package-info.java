/** Texts that stand for several. */
@NullMarked
package io.nightjar.match;

import org.jspecify.annotations.NullMarked;
