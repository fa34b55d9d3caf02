package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.WatchSettings;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that go on in an object, described by a preset file of the user's own. */
final class StreamsTest {
    private static final String PRESET = """
            packages = com.acme
            layer = engine
            make.match = com.acme.Tokens#<init>(int), com.acme.Tokens#generate(int)
            make.complete = iterator
            ask.match = com.acme.Tokens#ask
            ask.complete = callback
            ask.label.answer = result
            words.match = com.acme.Tokens#words
            words.complete = iterator
            follow.tokens.type = com.acme.Tokens
            follow.tokens.next = next(), take()
            follow.tokens.more = hasNext()
            follow.tokens.close = cancel()
            follow.handler.type = com.acme.Tokens$Handler
            follow.handler.chunk = onPart
            follow.handler.complete = onDone
            follow.handler.error = onError
            """;

    @TempDir
    private Path directory;

    private WeavingFixture fixture;
    private Class<?> tokens;

    @BeforeEach
    void weave() throws IOException, ClassNotFoundException {
        Files.writeString(directory.resolve("mine.preset"), PRESET);
        fixture = new WeavingFixture(new WatchSettings(List.of("mine"), List.of(), directory));
        tokens = fixture.load("com.acme.Tokens");
    }

    @AfterEach
    void noFailureWasSwallowed() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object call(Object target, String method, Object... arguments) throws Exception {
        Class<?> type = target == null ? tokens : target.getClass();
        for (Method each : type.getMethods()) {
            if (each.getName().equals(method) && each.getParameterCount() == arguments.length && !each.isBridge()) {
                return each.invoke(target, arguments);
            }
        }
        throw new AssertionError("no method " + method);
    }

    private Object handler() throws Exception {
        return fixture.make("com.acme.Tokens$MyHandler");
    }

    @Test
    void shouldEndAnIteratorsCallWhenThereIsNoMore() throws Exception {
        Iterator<?> iterator = (Iterator<?>) call(null, "generate", 2);
        while (iterator.hasNext()) {
            iterator.next();
        }
        iterator.hasNext();

        assertThat(fixture.calls.drain())
                .as("the constructor is nested")
                .containsExactly("started mine.make", "chunk mine.make", "chunk mine.make", "stream ended mine.make");
        assertThat(fixture.calls.details.get(0).chunks()).hasValue(2);
        assertThat(fixture.calls.details.get(0).timeToFirstChunkNanos()).isPresent();
    }

    @Test
    void shouldCountAChunkOnceWhenAMethodThatCallsNothingLiesWithinAnother() throws Exception {
        Object iterator = call(null, "generate", 2);
        call(iterator, "next");
        assertThat(fixture.calls.drain()).containsExactly("started mine.make", "chunk mine.make");

        call(iterator, "take");
        call(iterator, "hasNext");
        assertThat(fixture.calls.drain()).containsExactly("chunk mine.make", "stream ended mine.make");
    }

    @Test
    void shouldFollowWhatAConstructorMakes() throws Exception {
        Iterator<?> iterator = (Iterator<?>) tokens.getConstructor(int.class).newInstance(1);
        iterator.next();
        assertThatThrownBy(iterator::next).isInstanceOf(java.util.NoSuchElementException.class);

        assertThat(fixture.calls.drain())
                .containsExactly("started mine.make", "chunk mine.make", "stream ended mine.make");
    }

    @Test
    void shouldCountAsCancelledWhatIsClosedBeforeItsEnd() throws Exception {
        Object iterator = call(null, "generate", 5);
        call(iterator, "next");
        call(iterator, "cancel");
        call(iterator, "hasNext");

        assertThat(fixture.calls.drain())
                .containsExactly("started mine.make", "chunk mine.make", "stream cancelled mine.make");
    }

    @Test
    void shouldCountAsCancelledWhatIsAbandoned() throws Exception {
        WeakReference<Object> abandoned = new WeakReference<>(call(null, "generate", 5));
        while (!abandoned.refersTo(null) || fixture.calls.events.size() < 2) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
        }

        assertThat(fixture.calls.drain()).containsExactly("started mine.make", "stream cancelled mine.make");
    }

    @Test
    void shouldFollowAHandlerByItsIdentity() throws Exception {
        Object handler = handler();
        Object stranger = handler();
        call(null, "ask", handler, false);
        call(stranger, "onPart", "x");
        call(handler, "onPart", "Hel", 0);
        call(handler, "onPart", "lo");
        call(stranger, "onDone", "x");
        assertThat(fixture.calls.drain())
                .as("an overload that leads to another is one chunk")
                .containsExactly("started mine.ask", "chunk mine.ask", "chunk mine.ask");

        call(handler, "onDone", "Hello");
        call(handler, "onPart", "late");

        assertThat(fixture.calls.drain()).containsExactly("stream ended mine.ask");
        assertThat(fixture.calls.details.get(0).labels()).containsEntry("answer", "Hello");
    }

    @Test
    void shouldFailWithWhatAHandlerIsTold() throws Exception {
        Object handler = handler();
        call(null, "ask", handler, false);
        call(handler, "onError", new IllegalArgumentException());

        assertThat(fixture.calls.drain())
                .containsExactly("started mine.ask", "stream failed IllegalArgumentException mine.ask");
    }

    @Test
    void shouldFailOnceWhenTheCallItselfThrows() throws Exception {
        Object handler = handler();
        assertThatThrownBy(() -> call(null, "ask", handler, true)).isInstanceOf(InvocationTargetException.class);
        call(handler, "onError", new IllegalArgumentException());

        assertThat(fixture.calls.drain())
                .containsExactly("started mine.ask", "stream failed IllegalStateException mine.ask");
    }

    @Test
    void shouldEndAtTheReturnWithoutAHandler() throws Exception {
        call(null, "ask", null, false);

        assertThat(fixture.calls.drain()).containsExactly("started mine.ask", "ended mine.ask");
    }

    @Test
    void shouldFollowTheJdksStreams() throws Exception {
        assertThat(((Stream<?>) call(null, "words", 3)).toList()).hasSize(3);
        try (Stream<?> cut = (Stream<?>) call(null, "words", 3)) {
            cut.findFirst();
        }

        assertThat(fixture.calls.drain())
                .containsExactly(
                        "started mine.words",
                        "chunk mine.words",
                        "chunk mine.words",
                        "chunk mine.words",
                        "stream ended mine.words",
                        "started mine.words",
                        "chunk mine.words",
                        "stream cancelled mine.words");
    }

    @Test
    void shouldLeaveOutAPresetWithAnErrorAndKeepTheOthers() throws Exception {
        Files.writeString(directory.resolve("wrong.preset"), "packages = com.acme\nnonsense\n");
        try (WeavingFixture other =
                new WeavingFixture(new WatchSettings(List.of("wrong", "mine"), List.of(), directory))) {
            assertThat(other.weaver.rules().all())
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(rule.source()).startsWith("preset mine"));
        }
    }
}
