package io.nightjar.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.kit.Jdk;
import io.nightjar.kit.WatchedApp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of libraries of which a preset does not see all are told in one line each; of all others nothing is said. */
@Timeout(120)
final class VersionsTest {
    private static final Path OLDER = Path.of("target/older");
    private static final String OLD_OLLAMA =
            "preset ollama4j does not see chat, generate of io.github.ollama4j:ollama4j 1.1.0, a version unknown to it";
    private static final List<String> LIBRARIES = List.of(
            "/onnxruntime-",
            "/djl/api/",
            "/langchain4j-core-",
            "/spring-ai-model-",
            "/openai-java-core-",
            "/anthropic-java-core-",
            "/opennlp-tools-",
            "/llama-");

    @ParameterizedTest
    @CsvSource({
        "0.36.2, dev.langchain4j.data.message.AiMessage",
        "1.0.1, dev.langchain4j.model.chat.ChatModel",
        "1.19.0, dev.langchain4j.model.chat.StreamingChatModel",
    })
    void shouldSayInOneLineWhatIsNotSeenAndNothingOfTheRest(String version, String type) throws Exception {
        List<Path> jars = List.of(
                OLDER.resolve("langchain4j-core-" + version + ".jar"),
                OLDER.resolve("openai-java-core-0.31.0.jar"),
                OLDER.resolve("ollama4j-1.1.0.jar"));
        try (WatchedApp app = WatchedApp.of(
                jars,
                "watch=auto",
                "LoadingApp",
                type,
                "com.openai.models.ChatModel",
                "io.github.ollama4j.exceptions.OllamaBaseException")) {
            // Libraries are looked at in the order in which they came into sight: what is said of one is said before.
            List<String> warnings = app.linesUntil(OLD_OLLAMA).stream()
                    .filter(line -> line.contains(" WARN "))
                    .toList();

            assertThat(warnings).hasSize(1);
            JsonNode status = app.status();
            assertThat(status.get("watched").asText())
                    .isEqualTo(
                            "known libraries (langchain4j: dev.langchain4j:langchain4j-core " + version
                                    + ", openai: com.openai:openai-java-core 0.31.0, ollama4j: io.github.ollama4j:ollama4j 1.1.0)");
            assertThat(status.get("unmatched")).extracting(JsonNode::asText).containsExactly(OLD_OLLAMA);
        }
    }

    @Test
    void shouldSayNothingOfTheVersionsThatTheTestsRun() throws Exception {
        List<String> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LIBRARIES.stream().anyMatch(entry::contains))
                .toList();
        assertThat(libraries).hasSizeGreaterThanOrEqualTo(LIBRARIES.size());

        assertThat(problemsOf(libraries)).isEmpty();
    }

    @Test
    void shouldSayBeforehandWhatIsNotSeenOfAJar() throws Exception {
        assertThat(problemsOf(List.of(
                        OLDER.resolve("langchain4j-core-0.36.2.jar").toString(),
                        OLDER.resolve("ollama4j-1.1.0.jar").toString())))
                .containsExactly(OLD_OLLAMA);
    }

    /** What the command that tells what would be woven finds wrong. */
    private static List<String> problemsOf(List<String> jars) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Jdk.OF_THE_TESTS.java(), "-jar", System.getProperty("nightjar.jar"), "matches"));
        command.addAll(jars);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.errorReader().lines().toList();
    }
}
