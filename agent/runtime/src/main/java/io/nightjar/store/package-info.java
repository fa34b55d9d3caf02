/** Files that outlive a process: a directory for each process, known to be left behind by its lock, and lines with checksums. */
@NullMarked
package io.nightjar.store;

import org.jspecify.annotations.NullMarked;
