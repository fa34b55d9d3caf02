/** What a scrape costs. */
@NullMarked
package io.nightjar.benchmark.export;

import org.jspecify.annotations.NullMarked;
