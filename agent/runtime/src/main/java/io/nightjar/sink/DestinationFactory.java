package io.nightjar.sink;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.ArrivalListener;
import io.nightjar.alert.NoticeKind;
import io.nightjar.config.DeliverySettings;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.Route;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.LazyTransport;
import io.nightjar.sink.protocol.LogSink;
import io.nightjar.sink.protocol.Protocol;
import io.nightjar.sink.protocol.Protocols;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Backoff;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.DeliveryFate;
import io.nightjar.sink.queue.DeliveryJournal;
import io.nightjar.sink.queue.DeliveryLog;
import io.nightjar.sink.queue.DeliveryQueue;
import io.nightjar.sink.queue.DestinationWorker;
import io.nightjar.time.NanoClock;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes destinations of settings, and keeps those that the settings leave as they were. Confined to its owner's lock. */
final class DestinationFactory {
    private final AgentLog log;
    private final NanoClock clock;
    private final InstantSource wall;
    private final DeliveryJournal journal;
    private volatile @Nullable ArrivalListener arrivals;

    DestinationFactory(AgentLog log, NanoClock clock, InstantSource wall, DeliveryJournal journal) {
        this.log = log;
        this.clock = clock;
        this.wall = wall;
        this.journal = journal;
    }

    /** Sets who learns which alerts have arrived. */
    void onArrival(ArrivalListener listener) {
        arrivals = listener;
    }

    /** The log, which is a destination like the others but for its name. */
    DestinationWorker logWorker() {
        return worker(Route.LOG, Route.LOG, new LogSink(log), false);
    }

    /** The destinations of the first settings. */
    Destinations create(DeliverySettings settings) {
        return make(settings, new LazyTransport(settings.http()), null);
    }

    /** The destinations of changed settings: those that stay keep their queues. */
    Destinations follow(Destinations old, DeliverySettings settings) {
        boolean sameHttp = settings.http().equals(old.settings().http());
        HttpTransport transport = sameHttp ? old.transport() : new LazyTransport(settings.http());
        return make(settings, transport, old);
    }

    private Destinations make(DeliverySettings settings, HttpTransport transport, @Nullable Destinations old) {
        List<Protocol> protocols = Protocols.configured(settings, log);
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, DestinationWorker> notified = new LinkedHashMap<>();
        Map<String, DestinationWorker> informed = new LinkedHashMap<>();
        for (int i = 0; i < protocols.size(); i++) {
            Protocol protocol = protocols.get(i);
            boolean same = old != null
                    && transport == old.transport()
                    && protocol.settings().equals(old.settingsOf(protocol));
            Map<String, DestinationWorker> taking = protocol.takes() == NoticeKind.NOTIFICATION ? notified : informed;
            for (URI url : protocol.urls()) {
                String key = protocol.destinationKey(url);
                key = taking.containsKey(key) ? key + " #" + taking.size() : key;
                names.put(key, protocol.key());
                DestinationWorker before =
                        old == null ? null : old.taking(protocol.takes()).get(key);
                taking.put(key, same && before != null ? before : placed(before, key, protocol, url, transport));
            }
        }
        return new Destinations(settings, transport, protocols, names, notified, informed);
    }

    private DestinationWorker placed(
            @Nullable DestinationWorker before, String key, Protocol protocol, URI url, HttpTransport transport) {
        AlertSink sink = protocol.sink(url, transport, clock, wall, before == null ? null : before.sink());
        if (before == null) {
            return worker(key, protocol.key(), sink, true);
        }
        before.replaceSink(sink);
        return before;
    }

    private DestinationWorker worker(String key, String name, AlertSink sink, boolean endsOnlyWhatBegan) {
        DeliveryQueue queue =
                new DeliveryQueue(DeliveryQueue.CAPACITY, endsOnlyWhatBegan, new Backoff(null), new Fate(key, name));
        int space = key.indexOf(' ');
        String threadName = "nightjar-" + (space < 0 ? key : key.substring(0, space));
        return new DestinationWorker(threadName, queue, sink, clock, log, new DeliveryLog(log, clock));
    }

    /** Writes to the journal, the history and where needed the log what became of a destination's deliveries. */
    private final class Fate implements DeliveryFate {
        private final String destination;
        private final String name;

        Fate(String destination, String name) {
            this.destination = destination;
            this.name = name;
        }

        @Override
        public void done(Delivery delivery, boolean arrived) {
            try {
                journal.done(destination, delivery, arrived);
                if (arrived) {
                    noteArrival(delivery);
                }
            } catch (Throwable thrown) {
                log.failure("spool.note", thrown);
            }
        }

        private void noteArrival(Delivery delivery) {
            ArrivalListener listener = arrivals;
            if (listener == null
                    || delivery.kind() == NoticeKind.ACKNOWLEDGEMENT
                    || delivery.kind() == NoticeKind.SILENCED) {
                return;
            }
            AlertGroup group = delivery.group();
            List<Alert> alerts = group == null ? List.of(delivery.alert()) : group.alerts();
            for (Alert alert : alerts) {
                listener.arrived(alert.id(), name, wall.instant());
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
