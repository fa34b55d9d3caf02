/** Call logs: reading them, and judging what they hold as if it were live. */
@NullMarked
package io.nightjar.replay;

import org.jspecify.annotations.NullMarked;
