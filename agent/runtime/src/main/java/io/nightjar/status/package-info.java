/** What the agent sees, as typed and immutable records, and their one JSON form; commands and exporters share them. */
@NullMarked
package io.nightjar.status;

import org.jspecify.annotations.NullMarked;
