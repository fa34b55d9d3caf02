/** What happened: calls recorded without locks, read as immutable snapshots. */
@NullMarked
package io.nightjar.record;

import org.jspecify.annotations.NullMarked;
