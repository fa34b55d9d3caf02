/** What waits is kept in files, so that a restart loses nothing. */
@NullMarked
package io.nightjar.sink.spool;

import org.jspecify.annotations.NullMarked;
