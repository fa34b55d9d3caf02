package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.WatchedApp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A call of Google's SDK goes on until the stream ends that its future gives, by a preset of the user's own. */
@Timeout(120)
final class FuturesOfStreamsTest {
    private static final Path LIBRARY = Path.of("target/futures/google-genai-2.2.0");
    private static final String PRESET = """
            packages = com.google.genai
            library = com.google.genai:google-genai
            layer = client
            stream.match = com.google.genai.AsyncModels#generateContentStream(String,List,GenerateContentConfig)
            stream.complete = iterator
            stream.label.model = result.modelVersion | arg0
            stream.tokens.input = result.usageMetadata.promptTokenCount
            stream.tokens.output = result.usageMetadata.candidatesTokenCount
            follow.response.type = com.google.genai.ResponseStream
            follow.response.chunks = iterator()
            follow.response.close = close()
            follow.response.last = result.candidates.first.finishReason
            follow.reader.type = com.google.genai.ResponseStream$ResponseStreamIterator
            follow.reader.next = next()
            follow.reader.more = hasNext()
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnInTheStreamThatTheFutureGives() throws Exception {
        Files.writeString(directory.resolve("genai.preset"), PRESET);
        Path configuration = Files.writeString(directory.resolve("nightjar.properties"), "watch = genai\n");

        try (WatchedApp app = WatchedApp.of(jars(), configuration.toString(), "GenAiApp")) {
            JsonNode status = app.idleStatus();
            JsonNode operation = WatchedApp.operation(status, "genai.stream");

            assertThat(List.of(
                            operation.path("calls").asInt(),
                            operation.path("errors").asInt(),
                            operation.path("cancelled").asInt(),
                            operation.path("in_flight").asInt()))
                    .as("calls, errors, cancelled, in flight")
                    .containsExactly(3, 1, 1, 0);
            // Read to the end twice, and one of another.
            assertThat(operation.path("chunks").asInt()).isEqualTo(7);
            assertThat(operation.path("first_chunk_ms").isMissingNode()).isFalse();
            assertThat(operation.path("output_tokens").asInt()).isEqualTo(3 + 3 + 1);
            assertThat(status.path("failures").toString()).isEqualTo("{}");
            assertThat(status.path("not_followed").toString()).isEqualTo("[]");
        }
    }

    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(LIBRARY, "*.jar")) {
            found.forEach(jars::add);
        }
        assertThat(jars).isNotEmpty();
        return jars;
    }
}
