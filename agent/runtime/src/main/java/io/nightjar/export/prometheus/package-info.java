/** Writes the agent's metrics as Prometheus reads them. */
@NullMarked
package io.nightjar.export.prometheus;

import org.jspecify.annotations.NullMarked;
