/** The language of the user's own rules: expressions over what was counted, checked where they are written. */
@NullMarked
package io.nightjar.rule;

import org.jspecify.annotations.NullMarked;
