/** What a fleet's Prometheus and Grafana load: rules and a dashboard over the agent's metrics. */
@NullMarked
package io.nightjar.cli.fleet;

import org.jspecify.annotations.NullMarked;
