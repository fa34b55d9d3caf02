/** How well what is learned judges: two generators of traffic, incidents in them, and other detectors on the same seconds. */
@NullMarked
package io.nightjar.benchmark.detection;

import org.jspecify.annotations.NullMarked;
