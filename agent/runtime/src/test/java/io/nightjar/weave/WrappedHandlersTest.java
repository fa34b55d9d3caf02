package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose handler may be a lambda, because the library wraps it in a class of its own. */
final class WrappedHandlersTest {
    private static final String PRESET = """
            packages = com.acme
            feed.match = com.acme.Feed#open
            feed.complete = iterator
            follow.feed.type = com.acme.Feed
            follow.feed.handler = subscribe
            follow.listener.type = com.acme.Feed$Listener
            follow.listener.chunk = onPart
            follow.listener.complete = onEnd
            follow.guard.type = com.acme.Feed$Guard
            follow.guard.wraps = <init>
            """;

    @TempDir
    private Path directory;

    private WeavingFixture fixture;
    private Class<?> feeds;

    @BeforeEach
    void weave() throws IOException, ClassNotFoundException {
        Files.writeString(directory.resolve("feeds.preset"), PRESET);
        fixture = new WeavingFixture(new WatchSettings(List.of("feeds"), List.of(), directory));
        feeds = fixture.load("com.acme.Feed");
    }

    @AfterEach
    void noFailureWasSwallowed() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object open() throws ReflectiveOperationException {
        return feeds.getMethod("open").invoke(null);
    }

    private Object lambda() throws ReflectiveOperationException {
        return feeds.getMethod("lambda").invoke(null);
    }

    private void subscribe(Object feed, Object listener) throws ReflectiveOperationException {
        Method subscribe = feeds.getMethod("subscribe", fixture.load("com.acme.Feed$Listener"));
        subscribe.invoke(feed, listener);
    }

    private static Object invoke(Object feed, String method) throws ReflectiveOperationException {
        return feed.getClass().getMethod(method).invoke(feed);
    }

    @Test
    void shouldSeeChunksThatReachALambda() throws Exception {
        Object feed = open();
        subscribe(feed, lambda());
        invoke(feed, "emit");
        invoke(feed, "emit");
        invoke(feed, "finish");
        invoke(feed, "emit");

        assertThat(fixture.calls.drain())
                .containsExactly(
                        "started feeds.feed", "chunk feeds.feed", "chunk feeds.feed", "stream ended feeds.feed");
        assertThat(fixture.calls.details.get(0).chunks()).hasValue(2);
        assertThat(fixture.calls.details.get(0).timeToFirstChunkNanos()).isPresent();
    }

    @Test
    void shouldCountAChunkOnceWhenTheWrappedHandlerIsWovenToo() throws Exception {
        Object feed = open();
        subscribe(feed, fixture.make("com.acme.Feed$Named"));
        invoke(feed, "emit");
        invoke(feed, "finish");

        assertThat(fixture.calls.drain())
                .containsExactly("started feeds.feed", "chunk feeds.feed", "stream ended feeds.feed");
    }

    @Test
    void shouldTellCallsApartThatShareAHandler() throws Exception {
        Object shared = lambda();
        Object first = open();
        Object second = open();
        subscribe(first, shared);
        subscribe(second, shared);
        invoke(first, "emit");
        invoke(first, "finish");
        assertThat(fixture.calls.drain())
                .containsExactly(
                        "started feeds.feed", "started feeds.feed", "chunk feeds.feed", "stream ended feeds.feed");

        invoke(second, "emit");
        invoke(second, "emit");
        invoke(second, "finish");

        assertThat(fixture.calls.drain())
                .containsExactly("chunk feeds.feed", "chunk feeds.feed", "stream ended feeds.feed");
    }

    @Test
    void shouldGoOnWhileAHandlerIsLeftThoughTheStreamItselfIsCollected() throws Exception {
        Object feed = open();
        subscribe(feed, lambda());
        Object listener = invoke(feed, "listener");
        WeakReference<Object> collected = new WeakReference<>(feed);
        feed = null;
        while (!collected.refersTo(null)) {
            System.gc();
        }
        fixture.weaver.runPeriodicTasks();
        listener.getClass().getInterfaces()[0].getMethod("onPart", String.class).invoke(listener, "late");
        assertThat(fixture.calls.drain()).containsExactly("started feeds.feed", "chunk feeds.feed");

        listener = null;
        while (fixture.calls.events.isEmpty()) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
        }

        assertThat(fixture.calls.drain()).containsExactly("stream cancelled feeds.feed");
    }
}
