/** How a user names methods and values: the pattern language, value paths and the names of presets. Pure JDK. */
@NullMarked
package io.nightjar.pattern;

import org.jspecify.annotations.NullMarked;
