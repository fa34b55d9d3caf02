package io.nightjar.export.jmx;

import io.nightjar.log.AgentVersion;
import io.nightjar.status.AgentStatus;
import org.jspecify.annotations.Nullable;

/** The agent's figures as they are read. Thread-safe. */
final class AgentBean implements AgentMXBean {
    private final Fresh<AgentStatus> status;
    private final Fresh<Long> alertsSent;

    AgentBean(Fresh<AgentStatus> status, Fresh<Long> alertsSent) {
        this.status = status;
        this.alertsSent = alertsSent;
    }

    @Override
    public String getVersion() {
        return AgentVersion.text();
    }

    @Override
    public @Nullable String getState() {
        return status.get().state();
    }

    @Override
    public @Nullable Long getUptimeMillis() {
        return status.get().uptimeMillis();
    }

    @Override
    public long getAlertsSent() {
        return alertsSent.get();
    }

    @Override
    public long getConditionsFiring() {
        return status.get().conditions().firing();
    }

    @Override
    public long getFailures() {
        long sum = 0;
        for (Long count : status.get().failures().values()) {
            sum += count == null ? 0 : count;
        }
        return sum;
    }
}
