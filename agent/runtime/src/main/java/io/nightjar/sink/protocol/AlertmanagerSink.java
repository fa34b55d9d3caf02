package io.nightjar.sink.protocol;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.Secret;
import io.nightjar.host.Durations;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.http.HttpHeaders;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.ShownUrl;
import io.nightjar.sink.http.TransportFailure;
import io.nightjar.sink.http.Urls;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Outcome;
import io.nightjar.sink.queue.Outcome.Delivered;
import io.nightjar.sink.queue.Outcome.Rejected;
import io.nightjar.sink.queue.Outcome.Retry;
import io.nightjar.sink.queue.QueuedDelivery;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One Alertmanager by its v2 API. Confined to its destination's thread, {@link #resendDelayNanos} excepted. */
public final class AlertmanagerSink implements AlertSink {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int BATCH = 64;
    private static final int MOST_REFUSED = 3;
    private static final int ALERTS_A_REQUEST = 256;

    private final URI url;
    private final Map<String, String> headers;
    private final ActiveAlerts activeAlerts;
    private final HttpTransport transport;
    private final NanoClock clock;
    private final InstantSource wall;
    private final String name;
    /** How often in a row all that was due was refused. */
    private int refusals;

    /** @param name the destination's */
    public AlertmanagerSink(
            String name,
            URI url,
            Alertmanager settings,
            ActiveAlerts activeAlerts,
            HttpTransport transport,
            NanoClock clock,
            InstantSource wall) {
        this.url = Urls.withPath(url, "/api/v2/alerts");
        this.headers = headers(url, settings);
        this.activeAlerts = activeAlerts;
        this.transport = transport;
        this.clock = clock;
        this.wall = wall;
        this.name = name + ' ' + ShownUrl.of(url);
    }

    private static Map<String, String> headers(URI url, Alertmanager settings) {
        Map<String, String> headers = HttpHeaders.json();
        Secret bearer = settings.bearer();
        Secret password = settings.password();
        String user = settings.user();
        if (bearer != null) {
            headers.put("Authorization", "Bearer " + bearer.reveal());
        } else if (user != null) {
            headers.put("Authorization", HttpHeaders.basic(user, password == null ? "" : password.reveal()));
        }
        HttpHeaders.addUserOf(url, headers);
        return headers;
    }

    public ActiveAlerts activeAlerts() {
        return activeAlerts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public long resendDelayNanos() {
        return activeAlerts.delayNanos(clock.nanoTime());
    }

    @Override
    public Outcome send(List<Delivery> batch, Duration limit) throws InterruptedException {
        long nowNanos = clock.nanoTime();
        for (Delivery delivery : batch) {
            activeAlerts.note(delivery.alert(), nowNanos);
        }
        Outcome worst = new Delivered("nothing to tell");
        List<ActiveAlerts.Entry> due = activeAlerts.due(nowNanos, ALERTS_A_REQUEST);
        while (!due.isEmpty()) {
            Outcome outcome = post(due, limit);
            if (outcome instanceof Retry retry) {
                refusals += retry.refused() ? 1 : 0;
                return refusals >= QueuedDelivery.PATIENT_TRIES ? oneByOne(due, batch, retry, limit) : retry;
            }
            refusals = 0;
            activeAlerts.sent(due, nowNanos);
            worst = worst instanceof Rejected ? worst : outcome;
            due = activeAlerts.due(nowNanos, ALERTS_A_REQUEST);
        }
        return worst;
    }

    /**
     * Sends each alone, where all together were refused several times, so that one that is refused for ever does not hold up the
     * others. Gives up where the first few are refused too: then the cause is not one of them.
     */
    private Outcome oneByOne(List<ActiveAlerts.Entry> entries, List<Delivery> batch, Retry refusal, Duration limit)
            throws InterruptedException {
        Set<String> refused = new HashSet<>();
        boolean anyTaken = false;
        for (ActiveAlerts.Entry entry : entries) {
            Outcome outcome = entries.size() == 1 ? refusal : post(List.of(entry), limit);
            if (outcome instanceof Retry retry && !retry.refused()) {
                return retry;
            }
            if (outcome instanceof Retry) {
                refused.add(entry.fingerprint());
                activeAlerts.refused(entry, clock.nanoTime());
                if (!anyTaken && refused.size() >= MOST_REFUSED) {
                    return refusal;
                }
            } else {
                activeAlerts.sent(List.of(entry), clock.nanoTime());
                anyTaken = true;
            }
        }
        boolean ofThisBatch = batch.stream()
                .anyMatch(delivery -> refused.contains(delivery.alert().fingerprint()));
        return ofThisBatch || !anyTaken ? refusal : new Delivered("answered 200, one by one");
    }

    private Outcome post(List<ActiveAlerts.Entry> entries, Duration limit) throws InterruptedException {
        Instant now = wall.instant();
        List<Object> alerts = new ArrayList<>(entries.size());
        for (ActiveAlerts.Entry entry : entries) {
            alerts.add(entry.toMap(now));
        }
        try {
            HttpMessage message = new HttpMessage(url, headers, AlertJson.bytes(alerts));
            return AnswerRules.judge(transport.post(message, Durations.least(limit, TIMEOUT)), false, now);
        } catch (TransportFailure failure) {
            return AnswerRules.judge(failure);
        } catch (IOException failure) {
            return AnswerRules.judge(TransportFailure.of(failure, TIMEOUT));
        }
    }
}
