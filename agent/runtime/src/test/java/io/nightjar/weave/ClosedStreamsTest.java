package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a stream with a future that the application closes: at its end, in the middle, or within a chunk. */
final class ClosedStreamsTest {
    private static final String PRESET = """
            packages = com.acme
            feed.match = com.acme.FutureFeed#open
            feed.complete = iterator
            feed.until = result.done
            follow.feed.type = com.acme.FutureFeed
            follow.feed.handler = subscribe
            follow.feed.close = close()
            follow.listener.type = com.acme.FutureFeed$Listener
            follow.listener.chunk = onPart
            """;

    @TempDir
    private Path directory;

    private WeavingFixture fixture;
    private Object feed;

    @BeforeEach
    void open() throws IOException, ReflectiveOperationException {
        Files.writeString(directory.resolve("feeds.preset"), PRESET);
        fixture = new WeavingFixture(new WatchSettings(List.of("feeds"), List.of(), directory));
        feed = fixture.load("com.acme.FutureFeed").getMethod("open").invoke(null);
    }

    @AfterEach
    void noFailureWasSwallowed() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object invoke(String method) throws ReflectiveOperationException {
        return feed.getClass().getMethod(method).invoke(feed);
    }

    private CompletableFuture<?> future() throws ReflectiveOperationException {
        return (CompletableFuture<?>) invoke("done");
    }

    @Test
    void shouldHaveFailedWhenItIsClosedUponItsFailure() throws Exception {
        invoke("closeWhenDone");
        future().completeExceptionally(new IllegalStateException("refused"));

        assertThat(fixture.calls.drain())
                .containsExactly("started feeds.feed", "stream failed IllegalStateException feeds.feed");
    }

    @Test
    void shouldHaveEndedWhenItIsClosedUponItsEnd() throws Exception {
        invoke("closeWhenDone");
        future().complete(null);

        assertThat(fixture.calls.drain()).containsExactly("started feeds.feed", "stream ended feeds.feed");
    }

    @Test
    void shouldBeCancelledWhenItsFutureIsCancelledAndItIsClosedUponThat() throws Exception {
        invoke("closeWhenDone");
        future().cancel(true);

        assertThat(fixture.calls.drain()).containsExactly("started feeds.feed", "stream cancelled feeds.feed");
    }

    @Test
    void shouldBeCancelledWhenItIsClosedBeforeItsEnd() throws Exception {
        invoke("close");
        invoke("close");

        assertThat(fixture.calls.drain()).containsExactly("started feeds.feed", "stream cancelled feeds.feed");
    }

    @Test
    void shouldBeCancelledWhenAHandlerClosesItAtAChunk() throws Exception {
        invoke("subscribeClosing");
        invoke("emit");
        invoke("emit");

        assertThat(fixture.calls.drain())
                .containsExactly("started feeds.feed", "chunk feeds.feed", "stream cancelled feeds.feed");
    }
}
