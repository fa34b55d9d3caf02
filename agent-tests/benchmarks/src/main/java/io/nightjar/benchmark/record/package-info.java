/** What recording and detecting cost, beside the recorders of others. */
@NullMarked
package io.nightjar.benchmark.record;

import org.jspecify.annotations.NullMarked;
