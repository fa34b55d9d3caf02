package io.nightjar.sink;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings;
import io.nightjar.log.AgentLog;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.LazyTransport;
import io.nightjar.sink.http.ShownUrl;
import io.nightjar.sink.protocol.ActiveAlerts;
import io.nightjar.sink.protocol.AlertmanagerSink;
import io.nightjar.sink.protocol.HttpProtocol;
import io.nightjar.sink.protocol.HttpSink;
import io.nightjar.sink.protocol.LogSink;
import io.nightjar.sink.protocol.OpsgenieProtocol;
import io.nightjar.sink.protocol.PagerDutyProtocol;
import io.nightjar.sink.protocol.SlackProtocol;
import io.nightjar.sink.protocol.WebhookProtocol;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Backoff;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryFate;
import io.nightjar.sink.queue.DeliveryJournal;
import io.nightjar.sink.queue.DeliveryQueue;
import io.nightjar.sink.queue.DeliveryLog;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes destinations of settings, and keeps those that the settings leave as they were. Confined to its owner's lock. */
final class DestinationFactory {
    private final AgentLog log;
    private final NanoClock clock;
    private final InstantSource wall;
    private final DeliveryJournal journal;

    DestinationFactory(AgentLog log, NanoClock clock, InstantSource wall, DeliveryJournal journal) {
        this.log = log;
        this.clock = clock;
        this.wall = wall;
        this.journal = journal;
    }

    /** The log, which is a destination like the others but for its name. */
    DestinationWorker logWorker() {
        return worker("log", new LogSink(log), false);
    }

    /** The destinations of the first settings. */
    Destinations create(DeliverySettings settings) {
        return make(settings, new LazyTransport(settings.http()), null);
    }

    /** The destinations of changed settings: those that stay keep their queues, those that go drop theirs. */
    Destinations follow(Destinations old, DeliverySettings settings) {
        boolean sameHttp = settings.http().equals(old.settings().http());
        HttpTransport transport = sameHttp ? old.transport() : new LazyTransport(settings.http());
        Destinations changed = make(settings, transport, old);
        List<DestinationWorker> kept = changed.all();
        for (DestinationWorker worker : old.all()) {
            if (!kept.contains(worker)) {
                worker.discard();
            }
        }
        return changed;
    }

    private Destinations make(DeliverySettings settings, HttpTransport transport, @Nullable Destinations old) {
        Map<String, DestinationWorker> notified = new LinkedHashMap<>();
        for (HttpProtocol protocol : protocols(settings, log)) {
            String key = protocol.endpoint().key();
            DestinationWorker before = old == null ? null : old.notified().get(key);
            if (before != null && transport == old.transport() && sameSettings(key, old.settings(), settings)) {
                notified.put(key, before);
            } else {
                notified.put(key, placed(before, key, new HttpSink(protocol, transport, wall)));
            }
        }
        return new Destinations(settings, transport, notified, informed(settings, transport, old));
    }

    private Map<String, DestinationWorker> informed(DeliverySettings settings, HttpTransport transport, @Nullable Destinations old) {
        Map<String, DestinationWorker> informed = new LinkedHashMap<>();
        Alertmanager alertmanager = settings.alertmanager();
        if (alertmanager == null) {
            return informed;
        }
        for (URI url : alertmanager.urls()) {
            String key = alertmanagerKey(url, informed.keySet().size(), informed);
            DestinationWorker before = old == null ? null : old.informed().get(key);
            boolean same = before != null && transport == old.transport()
                    && alertmanager.equals(old.settings().alertmanager());
            ActiveAlerts activeAlerts = before != null && before.sink() instanceof AlertmanagerSink sink
                    ? sink.activeAlerts()
                    : new ActiveAlerts();
            informed.put(key, same
                    ? before
                    : placed(before, key, new AlertmanagerSink(url, alertmanager, activeAlerts, transport, clock, wall)));
        }
        return informed;
    }

    private static String alertmanagerKey(URI url, int index, Map<String, DestinationWorker> taken) {
        String key = AlertmanagerSink.KEY + ' ' + ShownUrl.of(url);
        return taken.containsKey(key) ? key + " #" + index : key;
    }

    private DestinationWorker placed(@Nullable DestinationWorker before, String key, AlertSink sink) {
        if (before == null) {
            return worker(key, sink, true);
        }
        before.replaceSink(sink);
        return before;
    }

    private DestinationWorker worker(String key, AlertSink sink, boolean endsOnlyWhatBegan) {
        DeliveryQueue queue = new DeliveryQueue(
                DeliveryQueue.CAPACITY, endsOnlyWhatBegan, new Backoff(null),
                new Fate(journal, key, log));
        int space = key.indexOf(' ');
        String threadName = "nightjar-" + (space < 0 ? key : key.substring(0, space));
        return new DestinationWorker(threadName, queue, sink, clock, log, new DeliveryLog(log, clock));
    }

    /** The protocols that take one notification a request, in the order of the documentation. */
    static List<HttpProtocol> protocols(DeliverySettings settings, AgentLog log) {
        List<HttpProtocol> protocols = new ArrayList<>();
        if (settings.webhook() != null) {
            protocols.add(new WebhookProtocol(settings.webhook(), log));
        }
        if (settings.pagerduty() != null) {
            protocols.add(new PagerDutyProtocol(settings.pagerduty()));
        }
        if (settings.opsgenie() != null) {
            protocols.add(new OpsgenieProtocol(settings.opsgenie()));
        }
        if (settings.slack() != null) {
            protocols.add(new SlackProtocol(settings.slack()));
        }
        return protocols;
    }

    private static boolean sameSettings(String key, DeliverySettings one, DeliverySettings other) {
        return switch (key) {
            case WebhookProtocol.KEY -> Objects.equals(one.webhook(), other.webhook());
            case PagerDutyProtocol.KEY -> Objects.equals(one.pagerduty(), other.pagerduty());
            case OpsgenieProtocol.KEY -> Objects.equals(one.opsgenie(), other.opsgenie());
            case SlackProtocol.KEY -> Objects.equals(one.slack(), other.slack());
            default -> false;
        };
    }

    /** Writes to the journal, and where needed to the log, what became of a destination's deliveries. */
    private static final class Fate implements DeliveryFate {
        private final DeliveryJournal journal;
        private final String destination;
        private final AgentLog log;

        Fate(DeliveryJournal journal, String destination, AgentLog log) {
            this.journal = journal;
            this.destination = destination;
            this.log = log;
        }

        @Override
        public void done(Delivery delivery, boolean arrived) {
            try {
                journal.done(destination, delivery, arrived);
            } catch (Throwable thrown) {
                log.failure("spool.note", thrown);
            }
        }

        @Override
        public void refused(Delivery delivery, int tries) {
            try {
                journal.refused(destination, delivery, tries);
            } catch (Throwable thrown) {
                log.failure("spool.note", thrown);
            }
        }

        @Override
        public void setAside(Delivery delivery, SetAside why) {
            try {
                log.warn(destination + ": the alert " + delivery.alert().id() + " " + why.words() + ": set aside"
                        + journal.setAsideWhere());
                journal.setAside(destination, delivery, why);
            } catch (Throwable thrown) {
                log.failure("spool.note", thrown);
            }
        }
    }
}
