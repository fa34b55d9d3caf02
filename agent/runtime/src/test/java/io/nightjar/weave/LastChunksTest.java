package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** A stream that its reader lets go of has ended where its last chunk said so, and is cancelled where none did. */
final class LastChunksTest {
    private static final String PRESET = """
            packages = com.acme
            published.match = com.acme.Answers#published
            published.complete = publisher
            streamed.match = com.acme.Answers#streamed
            streamed.complete = iterator
            follow.part.last = result.noSuchName | result.finishReason
            """;

    @TempDir
    private Path directory;

    private WeavingFixture fixture;
    private Object answers;

    @BeforeEach
    void open() throws IOException, ReflectiveOperationException {
        Files.writeString(directory.resolve("answers.preset"), PRESET);
        fixture = new WeavingFixture(new WatchSettings(List.of("answers"), List.of(), directory));
        answers = fixture.make("com.acme.Answers");
    }

    @AfterEach
    void noFailureWasSwallowed() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object call(String name, String... reasons) throws ReflectiveOperationException {
        Method method = answers.getClass().getMethod(name, String[].class);
        return method.invoke(answers, (Object) reasons);
    }

    private Flux<?> published(String... reasons) throws ReflectiveOperationException {
        return (Flux<?>) call("published", reasons);
    }

    private List<String> ends() {
        return fixture.calls.drain().stream()
                .filter(event -> event.startsWith("stream "))
                .toList();
    }

    @Test
    void shouldHaveEndedWhenAllThatCameWasTaken() throws Exception {
        published("", "stop").take(2).blockLast();
        published("stop").next().block();
        published("stop").blockFirst();

        assertThat(ends())
                .containsExactly(
                        "stream ended answers.published",
                        "stream ended answers.published",
                        "stream ended answers.published");
    }

    @Test
    void shouldHaveEndedWhenOnlyWhatComesBehindTheLastWasTakenToo() throws Exception {
        published("", "stop", null, "never").take(3).blockLast();

        assertThat(ends()).containsExactly("stream ended answers.published");
    }

    @Test
    void shouldBeCancelledWhenNoChunkSaidThatItWasTheLast() throws Exception {
        published("", "", "stop").take(2).blockLast();
        published((String) null, "stop").blockFirst();

        assertThat(ends()).containsExactly("stream cancelled answers.published", "stream cancelled answers.published");
    }

    @Test
    void shouldHaveEndedWhenAStreamIsReadToItsLastChunkAndClosed() throws Exception {
        try (Stream<?> whole = (Stream<?>) call("streamed", "", "stop", null)) {
            assertThat(whole.limit(2).toList()).hasSize(2);
        }
        try (Stream<?> part = (Stream<?>) call("streamed", "", "stop")) {
            assertThat(part.limit(1).toList()).hasSize(1);
        }

        assertThat(ends()).containsExactly("stream ended answers.streamed", "stream cancelled answers.streamed");
    }
}
