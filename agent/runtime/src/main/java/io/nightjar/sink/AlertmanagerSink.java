package io.nightjar.sink;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.Secret;
import io.nightjar.sink.Outcome.Delivered;
import io.nightjar.sink.Outcome.Rejected;
import io.nightjar.sink.Outcome.Retry;
import io.nightjar.time.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Alertmanager by its v2 API. Confined to its destination's thread, {@link #resendDelayNanos} excepted. */
final class AlertmanagerSink implements AlertSink {
    static final String KEY = "alertmanager";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int BATCH = 64;
    private static final int ALERTS_A_REQUEST = 256;

    private final URI url;
    private final Map<String, String> headers;
    private final AlertmanagerBook book;
    private final HttpTransport transport;
    private final NanoClock clock;
    private final InstantSource wall;
    private final String name;

    AlertmanagerSink(
            URI url,
            Alertmanager settings,
            AlertmanagerBook book,
            HttpTransport transport,
            NanoClock clock,
            InstantSource wall) {
        this.url = Urls.withPath(url, "/api/v2/alerts");
        this.headers = headers(url, settings);
        this.book = book;
        this.transport = transport;
        this.clock = clock;
        this.wall = wall;
        this.name = KEY + ' ' + ShownUrl.of(url);
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

    AlertmanagerBook book() {
        return book;
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
        return book.delayNanos(clock.nanoTime());
    }

    @Override
    public Outcome send(List<Delivery> batch, Duration limit) throws InterruptedException {
        long nowNanos = clock.nanoTime();
        for (Delivery delivery : batch) {
            book.note(delivery.alert(), nowNanos);
        }
        Outcome worst = new Delivered("nothing to tell");
        List<AlertmanagerBook.Page> due = book.due(nowNanos, ALERTS_A_REQUEST);
        while (!due.isEmpty()) {
            Outcome outcome = post(due, limit);
            if (outcome instanceof Retry) {
                return outcome;
            }
            book.told(due, nowNanos);
            worst = worst instanceof Rejected ? worst : outcome;
            due = book.due(nowNanos, ALERTS_A_REQUEST);
        }
        return worst;
    }

    private Outcome post(List<AlertmanagerBook.Page> pages, Duration limit) throws InterruptedException {
        Instant now = wall.instant();
        List<Object> alerts = new ArrayList<>(pages.size());
        for (AlertmanagerBook.Page page : pages) {
            alerts.add(page.toMap(now));
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
