/**
 * The console: an HTTP server inside the JVM that shows what the agent sees, and takes what people ask of it. Nothing of it is
 * loaded where no {@code console.listen} is set.
 */
@NullMarked
package io.nightjar.console;

import org.jspecify.annotations.NullMarked;
