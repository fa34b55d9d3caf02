/** This JVM's own memory and garbage collections. */
@NullMarked
package io.nightjar.sample.jvm;

import org.jspecify.annotations.NullMarked;
