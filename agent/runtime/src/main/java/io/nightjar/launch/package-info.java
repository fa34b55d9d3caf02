/** Builds the components, starts them, and closes them in reverse order: the one package that uses all the others. */
@NullMarked
package io.nightjar.launch;

import org.jspecify.annotations.NullMarked;
