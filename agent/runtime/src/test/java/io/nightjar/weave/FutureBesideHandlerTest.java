package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Courier;
import io.nightjar.config.WatchSettings;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that a handler takes and that end with the future which their method returns. */
final class FutureBesideHandlerTest {
    private static final String PRESET = """
            packages = com.acme
            send.match = com.acme.Courier#send
            send.complete = callback
            send.until = result
            send.label.part = result.first
            follow.handler.type = com.acme.Courier$Handler
            follow.handler.complete = over()
            follow.relay.type = com.acme.Courier$Relay
            follow.relay.wraps = <init>
            follow.relay.next = decode
            """;

    @TempDir
    private Path directory;

    private WeavingFixture fixture;
    private Object relay;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @BeforeEach
    void weave() throws IOException {
        Files.writeString(directory.resolve("couriers.preset"), PRESET);
        fixture = new WeavingFixture(new WatchSettings(List.of("couriers"), List.of(), directory));
    }

    @AfterEach
    void noFailureWasSwallowed() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object send() throws ReflectiveOperationException {
        Class<?> courier = fixture.load(Courier.class.getName());
        Class<?> relays = fixture.load(Courier.Relay.class.getName());
        Object made = Array.newInstance(relays, 1);
        Object returned = courier.getMethod(
                        "send", fixture.load(Courier.Handler.class.getName()), CompletableFuture.class, made.getClass())
                .invoke(null, fixture.make(Courier.Named.class.getName()), end, made);
        relay = Array.get(made, 0);
        return returned;
    }

    private void emit(String part) throws ReflectiveOperationException {
        relay.getClass().getMethod("emit", String.class).invoke(relay, part);
    }

    @Test
    void shouldEndWithTheFutureThoughTheHandlerIsToldOfAnAttemptsEnd() throws Exception {
        Object returned = send();
        emit("a");
        relay.getClass().getMethod("attemptEnds").invoke(relay);
        emit("b");
        assertThat(returned).isSameAs(end);
        assertThat(fixture.calls.drain())
                .containsExactly("started couriers.send", "chunk couriers.send", "chunk couriers.send");

        end.complete(null);

        assertThat(fixture.calls.drain()).containsExactly("stream ended couriers.send");
        assertThat(fixture.calls.details.get(0).chunks()).hasValue(2);
        assertThat(fixture.calls.details.get(0).labels()).containsEntry("part", "b");
    }

    @Test
    void shouldFailWhenTheFutureDoes() throws Exception {
        send();
        end.completeExceptionally(new IllegalStateException("no"));
        end.complete(null);

        assertThat(fixture.calls.drain())
                .containsExactly("started couriers.send", "stream failed IllegalStateException couriers.send");
    }

    @Test
    void shouldFailAtOnceWhenTheFutureHasFailedBefore() throws Exception {
        end.completeExceptionally(new IllegalStateException("no"));
        send();

        assertThat(fixture.calls.drain())
                .containsExactly("started couriers.send", "stream failed IllegalStateException couriers.send");
    }

    @Test
    void shouldBeCancelledWhenTheFutureIs() throws Exception {
        send();
        emit("a");
        end.cancel(true);
        emit("b");

        assertThat(fixture.calls.drain())
                .containsExactly("started couriers.send", "chunk couriers.send", "stream cancelled couriers.send");
    }
}
