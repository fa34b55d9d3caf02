package io.nightjar.sink.protocol;

import io.nightjar.config.DeliverySettings;
import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Service;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Teams;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.config.Destination;
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
        for (Destination destination : settings.destinations()) {
            all.add(of(destination.name(), destination.service(), log));
        }
        return all;
    }

    private static Protocol of(String name, Service service, AgentLog log) {
        if (service instanceof Webhook webhook) {
            return new WebhookProtocol(name, webhook, log);
        }
        if (service instanceof Alertmanager alertmanager) {
            return new AlertmanagerProtocol(name, alertmanager);
        }
        if (service instanceof PagerDuty pagerDuty) {
            return new PagerDutyProtocol(name, pagerDuty);
        }
        if (service instanceof Opsgenie opsgenie) {
            return new OpsgenieProtocol(name, opsgenie);
        }
        if (service instanceof Teams teams) {
            return new TeamsProtocol(name, teams);
        }
        return new SlackProtocol(name, (Slack) service);
    }

    /** As {@link #configured(DeliverySettings, AgentLog)}, for a caller that warns of nothing. */
    public static List<Protocol> configured(DeliverySettings settings) {
        return configured(settings, new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT));
    }
}
