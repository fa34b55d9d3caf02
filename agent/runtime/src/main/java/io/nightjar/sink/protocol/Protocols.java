package io.nightjar.sink.protocol;

import io.nightjar.config.DeliverySettings;
import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.List;

/** The list of protocols, one a kind of service. Stateless. */
public final class Protocols {
    private Protocols() {}

    /**
     * Those that the settings ask for, in the order of the documentation. No class of another is loaded.
     *
     * @param log warns of settings that a protocol cannot use
     */
    public static List<Protocol> configured(DeliverySettings settings, AgentLog log) {
        List<Protocol> all = new ArrayList<>();
        if (settings.webhook() != null) {
            all.add(new WebhookProtocol(settings.webhook(), log));
        }
        if (settings.alertmanager() != null) {
            all.add(new AlertmanagerProtocol(settings.alertmanager()));
        }
        if (settings.pagerduty() != null) {
            all.add(new PagerDutyProtocol(settings.pagerduty()));
        }
        if (settings.opsgenie() != null) {
            all.add(new OpsgenieProtocol(settings.opsgenie()));
        }
        if (settings.slack() != null) {
            all.add(new SlackProtocol(settings.slack()));
        }
        return all;
    }

    /** As {@link #configured(DeliverySettings, AgentLog)}, for a caller that warns of nothing. */
    public static List<Protocol> configured(DeliverySettings settings) {
        return configured(settings, new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT));
    }
}
