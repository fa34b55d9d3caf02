/** Readings by OSHI, where the system offers nothing nearer. */
@NullMarked
package io.nightjar.sample.oshi;

import org.jspecify.annotations.NullMarked;
