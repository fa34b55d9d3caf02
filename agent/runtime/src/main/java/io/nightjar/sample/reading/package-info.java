/** What is read of the machine, and where a reading comes from. */
@NullMarked
package io.nightjar.sample.reading;

import org.jspecify.annotations.NullMarked;
