package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.WatchSettings;
import io.nightjar.config.WrittenValues;
import io.nightjar.preset.PresetException;
import io.nightjar.preset.PresetReader;
import io.nightjar.record.CallDetails;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes of failures, such as HTTP statuses, that a preset finds in what was thrown. */
final class ErrorCodesTest {
    private static final String PRESET = """
            layer = engine
            packages = com.acme
            error.code = thrown.status | thrown.cause.status
            raise.match = com.acme.Exchanges#raise
            ask.match = com.acme.Exchanges#askOnce
            ask.error.code = thrown.message
            """;

    @TempDir
    Path directory;

    /** A library's exception with a code of any kind. */
    public static final class CodedException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Object status;

        CodedException(Object status) {
            this.status = status;
        }

        public Object status() {
            if (status instanceof RuntimeException broken) {
                throw broken;
            }
            return status;
        }
    }

    private WeavingFixture watching() throws Exception {
        Files.writeString(directory.resolve("mine.preset"), PRESET);
        return new WeavingFixture(
                new WatchSettings(List.of("mine"), List.of(), List.of(), directory, WrittenValues.NONE));
    }

    private static Object call(WeavingFixture fixture, String name, Object argument) throws Exception {
        Object exchanges = fixture.make("com.acme.Exchanges");
        Method method = Arrays.stream(exchanges.getClass().getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return method.invoke(exchanges, argument);
    }

    private static String codeOf(WeavingFixture fixture, Exception thrown) {
        fixture.calls.details.clear();
        assertThatThrownBy(() -> call(fixture, "raise", thrown)).isInstanceOf(InvocationTargetException.class);
        List<CallDetails> read = fixture.calls.details;
        return read.isEmpty() ? null : read.get(0).errorCode();
    }

    @Test
    void shouldReadTheCodeOfWhatWasThrownOrOfItsCause() throws Exception {
        try (WeavingFixture fixture = watching()) {
            assertThat(codeOf(fixture, new CodedException(429))).isEqualTo("429");
            assertThat(codeOf(fixture, new CodedException(-32602))).isEqualTo("-32602");
            assertThat(codeOf(fixture, new CodedException(Optional.of(503L)))).isEqualTo("503");
            assertThat(codeOf(fixture, new IllegalStateException(new CodedException(500))))
                    .isEqualTo("500");
            assertThat(codeOf(fixture, new CompletionException(new CodedException(404))))
                    .isEqualTo("404");
            assertThat(codeOf(fixture, new CodedException("ThrottlingException")))
                    .isEqualTo("ThrottlingException");
            assertThat(codeOf(fixture, new CodedException(Thread.State.BLOCKED)))
                    .isEqualTo("BLOCKED");
        }
    }

    @Test
    void shouldHaveNoCodeWhereThereIsNoneThatCouldBeOne() throws Exception {
        try (WeavingFixture fixture = watching()) {
            assertThat(codeOf(fixture, new IllegalStateException())).isNull();
            assertThat(codeOf(fixture, new CodedException(0))).isNull();
            assertThat(codeOf(fixture, new CodedException(-1))).isNull();
            assertThat(codeOf(fixture, new CodedException(null))).isNull();
            assertThat(codeOf(fixture, new CodedException(""))).isNull();
            assertThat(codeOf(fixture, new CodedException("two words"))).isNull();
            assertThat(codeOf(fixture, new CodedException("x".repeat(41)))).isNull();
            assertThat(codeOf(fixture, new CodedException(List.of(429)))).isNull();
            assertThat(codeOf(fixture, new CodedException(new IllegalStateException("unreadable"))))
                    .isNull();
        }
    }

    @Test
    void shouldReadTheCodeOfAFuturesFailure() throws Exception {
        try (WeavingFixture fixture = watching()) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            call(fixture, "askOnce", future);
            future.completeExceptionally(new CompletionException(new IllegalStateException("OVERLOADED")));

            assertThat(fixture.calls.details).extracting(CallDetails::errorCode).containsExactly("OVERLOADED");
        }
    }

    @Test
    void shouldRecordNothingMoreOfACallThatDidNotFail() throws Exception {
        try (WeavingFixture fixture = watching()) {
            call(fixture, "askOnce", CompletableFuture.completedFuture("answer"));

            assertThat(fixture.calls.details).isEmpty();
            assertThat(fixture.calls.drain()).containsExactly("started mine.ask", "ended mine.ask");
        }
    }

    @Test
    void shouldRefuseACodeThatIsNotReadFromWhatWasThrown() {
        assertThatThrownBy(() -> PresetReader.read(
                        "mine", PRESET.replace("thrown.message", "thrown.status | result.status"), List.of()))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining("what was thrown");
        assertThatThrownBy(() -> PresetReader.read("mine", PRESET.replace("ask.error", "asked.error"), List.of()))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining("asked.error.code");
    }
}
