/** A small library of streaming models, and what watching it costs. */
@NullMarked
package io.nightjar.benchmark.stream;

import org.jspecify.annotations.NullMarked;
