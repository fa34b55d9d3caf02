/** What sampling costs. */
@NullMarked
package io.nightjar.benchmark.sample;

import org.jspecify.annotations.NullMarked;
