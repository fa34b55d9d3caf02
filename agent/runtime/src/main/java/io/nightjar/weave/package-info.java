/** Which classes are changed, and when: the transformer, changes of what is watched, and taking everything back. */
@NullMarked
package io.nightjar.weave;

import org.jspecify.annotations.NullMarked;
