/** Events of the JVM's flight recorder. Nothing of it is loaded before a recording has started. */
@NullMarked
package io.nightjar.export.jfr;

import org.jspecify.annotations.NullMarked;
