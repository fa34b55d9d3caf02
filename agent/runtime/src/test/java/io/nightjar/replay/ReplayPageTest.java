package io.nightjar.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the page of replay to the truth: runs the line that it gives for each log on the log that it shows. */
class ReplayPageTest {
    private static final Path PAGE = Path.of("..", "docs", "replay.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void shouldMakeCallsOfNginx() throws Exception {
        assertThat(calls("nginx", "awk"))
                .containsExactly(
                        "2026-11-22T14:03:11Z POST /v1/chat 812.0 OK null",
                        "2026-11-22T14:03:12Z POST /v1/chat 2500.0 FAILED HTTP 502",
                        "2026-11-22T14:03:13Z GET /v1/models 40.0 CANCELLED null");
    }

    @Test
    void shouldMakeCallsOfEnvoy() throws Exception {
        assertThat(calls("Envoy", "jq"))
                .containsExactly(
                        "2026-11-22T14:03:11.536Z POST /v1/chat 226.0 OK null",
                        "2026-11-22T14:03:27Z POST /v1/chat 15000.0 FAILED UF 503",
                        "2026-11-22T14:03:27.041Z GET /v1/models 40.0 CANCELLED null");
    }

    @Test
    void shouldMakeCallsOfSpringBoot() throws Exception {
        assertThat(calls("Spring Boot", "awk"))
                .containsExactly(
                        "2026-11-22T14:03:11Z POST /v1/chat 812.4 OK null",
                        "2026-11-22T14:03:12Z POST /v1/chat 31.25 FAILED HTTP 500");
    }

    @Test
    void shouldMakeCallsOfLangChain4j() throws Exception {
        assertThat(calls("LangChain4j", "awk"))
                .containsExactly(
                        "2026-11-22T14:03:11.650Z api.openai.com/v1/embeddings 50.0 OK null",
                        "2026-11-22T14:03:12.982Z api.openai.com/v1/chat/completions 1500.0 OK null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp",
                "operation",
                "duration_ms",
                "outcome",
                "exception",
                "first_chunk_ms",
                "chunks",
                "tokens_in",
                "tokens_out",
                "label.<name>"
            })
    void shouldNameEveryColumn(String column) throws IOException {
        assertThat(Files.readString(PAGE)).containsPattern("(?m)^\\|.*`" + Pattern.quote(column) + "`.*\\|$");
    }

    @Test
    void shouldNameEverySignal() throws IOException {
        String page = Files.readString(PAGE);
        for (Signal signal : Signal.values()) {
            assertThat(page).contains('`' + signal.text() + '`');
        }
    }

    private List<String> calls(String heading, String tool) throws Exception {
        assumeTrue(run("command -v " + tool) == 0, "needs " + tool + ", which is not installed here");
        String page = Files.readString(PAGE);
        int from = page.indexOf("### " + heading + "\n");
        int to = page.indexOf("\n### ", from + 1);
        Matcher blocks = BLOCK.matcher(page.substring(from, to < 0 ? page.length() : to));
        String command = "";
        while (blocks.find()) {
            if (blocks.group(1).equals("log")) {
                Files.writeString(folder.resolve("access.log"), blocks.group(2));
                Files.writeString(folder.resolve("app.log"), blocks.group(2));
            } else if (blocks.group(1).equals("sh")) {
                command = blocks.group(2);
            }
        }
        assertThat(run(command)).isZero();
        Path made =
                folder.resolve(command.substring(command.lastIndexOf('>') + 1).strip());
        List<String> said = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        try (CallLogReader reader = CallLogReader.open(made, new LineProblems(said::add))) {
            reader.read(call -> calls.add(Instant.ofEpochSecond(0, call.endNanos()) + " " + call.operationName() + " "
                    + call.durationNanos() / 1e6 + " " + call.outcome() + " " + call.exception()));
        }
        assertThat(said).isEmpty();
        return calls;
    }

    private int run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
