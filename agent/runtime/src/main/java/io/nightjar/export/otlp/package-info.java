/** Metrics by OTLP over HTTP, in JSON: pushed to a collector of OpenTelemetry's from time to time. */
@NullMarked
package io.nightjar.export.otlp;

import org.jspecify.annotations.NullMarked;
