/** What survives the process in the directory of {@code state}. */
@NullMarked
package io.nightjar.state;

import org.jspecify.annotations.NullMarked;
