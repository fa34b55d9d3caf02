/** Benchmarks of rules. */
@NullMarked
package io.nightjar.benchmark.rule;

import org.jspecify.annotations.NullMarked;
