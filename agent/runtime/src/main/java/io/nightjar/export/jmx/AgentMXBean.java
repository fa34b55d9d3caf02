package io.nightjar.export.jmx;

import org.jspecify.annotations.Nullable;

/** The agent. Its name is {@code io.nightjar:type=Agent}. */
public interface AgentMXBean {
    String getVersion();

    /** {@code running}, or {@code degraded} while something stands still. */
    @Nullable
    String getState();

    /** How long the agent has run. */
    @Nullable
    Long getUptimeMillis();

    /** Alerts that went out, ends of conditions not counted. */
    long getAlertsSent();

    /** Conditions that fire now. */
    long getConditionsFiring();

    /** How often the agent caught a failure of its own, wherever it happened. */
    long getFailures();
}
