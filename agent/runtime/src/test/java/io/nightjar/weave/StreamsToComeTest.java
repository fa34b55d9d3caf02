package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.SettableFuture;
import io.nightjar.config.WatchSettings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call whose future gives a stream goes on in the stream. */
final class StreamsToComeTest {
    private static final String PRESET = """
            packages = com.acme
            ask.match = com.acme.Replies#ask*
            ask.complete = iterator
            follow.reply.type = com.acme.Replies$Reply
            follow.reply.chunks = iterator()
            follow.reply.close = close()
            follow.reader.type = com.acme.Replies$Reader
            follow.reader.next = next()
            follow.reader.more = hasNext()
            """;
    private static final String STARTED = "started replies.ask";
    private static final String CHUNK = "chunk replies.ask";
    private static final String ENDED = "stream ended replies.ask";
    private static final String CANCELLED = "stream cancelled replies.ask";

    @TempDir
    private Path directory;

    private WeavingFixture fixture;
    private Object replies;

    @BeforeEach
    void open() throws IOException, ReflectiveOperationException {
        Files.writeString(directory.resolve("replies.preset"), PRESET);
        fixture = new WeavingFixture(new WatchSettings(List.of("replies"), List.of(), directory));
        replies = fixture.make("com.acme.Replies");
    }

    @AfterEach
    void noFailureWasSwallowed() {
        fixture.close();
        assertThat(fixture.log.failures()).isEmpty();
    }

    /** The call, whose result is the future that it was given. */
    private void call(Object future) throws ReflectiveOperationException {
        for (Method method : replies.getClass().getMethods()) {
            if (method.getName().equals(future instanceof CompletableFuture ? "ask" : "askAnyhow")) {
                assertThat(method.invoke(replies, future)).isSameAs(future);
            }
        }
    }

    private Object reply(String type, int parts) throws ReflectiveOperationException {
        return fixture.load("com.acme.Replies$" + type)
                .getConstructor(int.class)
                .newInstance(parts);
    }

    private Object reply(int parts) throws ReflectiveOperationException {
        return reply("Reply", parts);
    }

    private static void read(Object reply) {
        for (Object part : (Iterable<?>) reply) {
            assertThat(part).isEqualTo("part");
        }
    }

    private static void close(Object reply) throws Exception {
        ((AutoCloseable) reply).close();
    }

    @Test
    void shouldGoOnUntilTheStreamEndsWhenTheFutureGivesIt() throws Exception {
        CompletableFuture<Object> future = new CompletableFuture<>();
        call(future);
        Object reply = reply(2);
        future.complete(reply);
        assertThat(fixture.calls.drain()).containsExactly(STARTED);

        read(reply);

        assertThat(fixture.calls.drain()).containsExactly(CHUNK, CHUNK, ENDED);
    }

    @Test
    void shouldSeeAllOfTheStreamWhenADependentReadsItBeforeTheAgentIsTold() throws Exception {
        CompletableFuture<Object> future = new CompletableFuture<>();
        call(future);
        future.thenAccept(StreamsToComeTest::read);

        future.complete(reply(2));

        assertThat(fixture.calls.drain()).containsExactly(STARTED, CHUNK, CHUNK, ENDED);
    }

    @Test
    void shouldKeepCallsApartWhenSeveralWait() throws Exception {
        List<CompletableFuture<Object>> futures = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            futures.add(new CompletableFuture<>());
            call(futures.get(i));
        }
        futures.get(1).thenAccept(StreamsToComeTest::read);
        futures.get(1).complete(reply(1));
        futures.get(2).completeExceptionally(new IllegalStateException());
        futures.get(0).cancel(true);

        assertThat(fixture.calls.drain())
                .containsExactly(
                        STARTED,
                        STARTED,
                        STARTED,
                        CHUNK,
                        ENDED,
                        "stream failed IllegalStateException replies.ask",
                        CANCELLED);
    }

    @Test
    void shouldFollowTheStreamWhenTheFutureIsDoneBeforeItIsReturned() throws Exception {
        Object reply = reply(1);
        call(CompletableFuture.completedFuture(reply));
        read(reply);
        call(CompletableFuture.failedFuture(new TimeoutException()));

        assertThat(fixture.calls.drain())
                .containsExactly(STARTED, CHUNK, ENDED, STARTED, "stream failed TimeoutException replies.ask");
    }

    @Test
    void shouldBeCancelledWhenTheStreamIsClosedBeforeItsEnd() throws Exception {
        Object reply = reply(2);
        call(CompletableFuture.completedFuture(reply));

        close(reply);
        close(reply);

        assertThat(fixture.calls.drain()).containsExactly(STARTED, CANCELLED);
    }

    @Test
    void shouldBeCancelledWhenTheFutureOrTheStreamIsCollected() throws Exception {
        call(new CompletableFuture<>());
        CompletableFuture<Object> future = new CompletableFuture<>();
        call(future);
        future.complete(reply(2));
        future = null;

        List<String> events = new ArrayList<>();
        for (int i = 0; i < 200 && events.size() < 4; i++) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
            events.addAll(fixture.calls.drain());
        }
        assertThat(events).containsExactly(STARTED, STARTED, CANCELLED, CANCELLED);
    }

    @Test
    void shouldNotBeCancelledWhenOnlyTheFutureIsCollected() throws Exception {
        CompletableFuture<Object> future = new CompletableFuture<>();
        call(future);
        Object reply = reply(1);
        future.complete(reply);
        future = null;
        for (int i = 0; i < 5; i++) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
        }
        assertThat(fixture.calls.drain()).containsExactly(STARTED);

        read(reply);

        assertThat(fixture.calls.drain()).containsExactly(CHUNK, ENDED);
    }

    @Test
    void shouldEndWithTheFutureWhenItGivesNoStream() throws Exception {
        CompletableFuture<Object> future = new CompletableFuture<>();
        call(future);
        future.complete("text");
        call(CompletableFuture.completedFuture(null));

        assertThat(fixture.calls.drain()).containsExactly(STARTED, ENDED, STARTED, ENDED);
        assertThat(fixture.weaver.notFollowed())
                .singleElement()
                .satisfies(entry -> assertThat(entry.type()).isEqualTo("java.lang.String"));
    }

    @Test
    void shouldFollowTheStreamWhenTheFutureIsAnotherLibrarys() throws Exception {
        SettableFuture<Object> future = SettableFuture.create();
        call(future);
        Object reply = reply(1);
        future.set(reply);
        read(reply);
        SettableFuture<Object> failing = SettableFuture.create();
        call(failing);
        failing.setException(new IllegalStateException());

        assertThat(fixture.calls.drain())
                .containsExactly(STARTED, CHUNK, ENDED, STARTED, "stream failed IllegalStateException replies.ask");
    }

    @Test
    void shouldReplaceTheIteratorWhenItHasNoNameToBeAskedFor() throws Exception {
        Object reply = reply("LooseReply", 2);
        call(CompletableFuture.completedFuture(reply));

        read(reply);

        assertThat(fixture.calls.drain()).containsExactly(STARTED, CHUNK, CHUNK, ENDED);
    }
}
