/** What an alert costs on its way out. */
@NullMarked
package io.nightjar.benchmark.sink;

import org.jspecify.annotations.NullMarked;
