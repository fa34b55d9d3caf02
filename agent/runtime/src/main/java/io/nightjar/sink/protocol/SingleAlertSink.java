package io.nightjar.sink.protocol;

import io.nightjar.host.Durations;
import io.nightjar.sink.http.HttpAnswer;
import io.nightjar.sink.http.HttpMessage;
import io.nightjar.sink.http.HttpTransport;
import io.nightjar.sink.http.TransportFailure;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Delivery;
import io.nightjar.sink.queue.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A destination that takes one alert or one group a request. Confined to its destination's thread. */
public final class SingleAlertSink implements AlertSink {
    private final SingleAlertProtocol protocol;
    private final HttpTransport transport;
    private final InstantSource wall;

    public SingleAlertSink(SingleAlertProtocol protocol, HttpTransport transport, InstantSource wall) {
        this.protocol = protocol;
        this.transport = transport;
        this.wall = wall;
    }

    @Override
    public String name() {
        return protocol.endpoint().name();
    }

    @Override
    public boolean takesAcknowledgements() {
        return protocol.takesAcknowledgements();
    }

    @Override
    public Outcome send(List<Delivery> batch, Duration limit) throws InterruptedException {
        Instant now = wall.instant();
        HttpMessage message = protocol.message(batch.get(0), now);
        try {
            HttpAnswer answer = transport.post(
                    message, Durations.least(limit, protocol.endpoint().timeout()));
            return AnswerRules.judge(answer, protocol.goneStops(), now);
        } catch (TransportFailure failure) {
            return AnswerRules.judge(failure);
        } catch (IOException failure) {
            return AnswerRules.judge(
                    TransportFailure.of(failure, protocol.endpoint().timeout()));
        }
    }
}
