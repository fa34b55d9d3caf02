/** Thresholds that what was seen suggests: what is kept for that, the arithmetic, and the fragment of a configuration. */
@NullMarked
package io.nightjar.advice;

import org.jspecify.annotations.NullMarked;
