/** What the machine has left: GPU, container, host and JVM memory. The one room that knows OSHI and JNA. */
@NullMarked
package io.nightjar.sample;

import org.jspecify.annotations.NullMarked;
