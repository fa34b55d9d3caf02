/** What the agent needs of the JVM and the system that run it, asked for so that neither blocks nor refuses. */
@NullMarked
package io.nightjar.host;

import org.jspecify.annotations.NullMarked;
