package io.nightjar.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
    @Test
    void shouldReadAndWriteTheDocumentedStatusByteForByte() throws IOException {
        String documented = documented();

        AgentStatus status = StatusJson.parse(documented).orElseThrow();

        assertThat(StatusJson.text(status)).isEqualTo(documented);
        assertThat(status.operations()).hasSize(2);
        assertThat(status.operations().get(1).labelSets()).hasSize(1);
        assertThat(status.destinations().get(0).setAside()).isZero();
        assertThat(status.resources()).containsEntry("heap_percent", 41.2);
        assertThat(status.notFollowed()).hasSize(1);
    }

    @Test
    void shouldReadBackWhatItWroteWhenEveryMemberIsKnown() throws IOException {
        TokenStatus tokens = new TokenStatus(7L, 8L);
        AgentStatus status = new AgentStatus(
                "1",
                "degraded",
                List.of("judging stands still"),
                "defaults",
                "nothing",
                1L,
                List.of(new OperationStatus(
                        "a",
                        "engine",
                        1L,
                        2L,
                        3L,
                        4L,
                        new LatencyStatus(1.5, 2.5, 3.5, null),
                        5L,
                        new StreamStatus(1L, null, 2.5, null),
                        tokens,
                        List.of(new LabelSetStatus(
                                new TreeMap<>(Map.of("b", "1", "a", "2")), 1L, 2L, 3L, 4.5, tokens)))),
                List.of(new DestinationStatus("log", 1L, 2L, 3L, 4L, 5L, 6L, 7L, true, "written")),
                new TreeMap<>(Map.of("heap_percent", 1.0, "gpu[GPU-1]_percent", 2.0)),
                new TreeMap<>(Map.of("b", 1L, "a", 2L)),
                new ConditionCounts(1L, 2L, 3L, 4L),
                "127.0.0.1:9464",
                List.of(new UnfollowedOperation("a", "java.util.concurrent.Future")),
                List.of("com.acme.Old#run"),
                List.of(
                        new LearnedStatus("a", null, null, "latency", "ms", 1.5, 600.0, true, 3.5, "latency"),
                        new LearnedStatus(null, "gpu", "GPU-1", "memory", "percent", 40.0, 60.0, false, null, null)));

        assertThat(StatusJson.parse(StatusJson.text(status))).contains(status);
    }

    @Test
    void shouldKnowOnlyWhatIsThereWhenAnAgentOfAnotherVersionAnswers() throws IOException {
        AgentStatus status = StatusJson.parse("{\"version\":\"9\",\"console\":{\"listen\":\"[::1]:80\"},"
                        + "\"operations\":[{\"operation\":\"a\",\"calls\":3,\"chunks\":2,\"unheard\":[1]}]}")
                .orElseThrow();

        assertThat(status.version()).isEqualTo("9");
        assertThat(status.state()).isNull();
        assertThat(status.uptimeMillis()).isNull();
        assertThat(status.destinations()).isEmpty();
        assertThat(status.failures()).isEmpty();
        OperationStatus operation = status.operations().get(0);
        assertThat(operation.calls()).isEqualTo(3);
        assertThat(operation.errors()).isNull();
        assertThat(operation.latency()).isEqualTo(LatencyStatus.NONE);
        assertThat(operation.streams()).isEqualTo(new StreamStatus(2L, null, null, null));
        assertThat(operation.tokens()).isNull();
    }

    @Test
    void shouldBeEmptyWhenTheAgentCouldNotMakeItsStatus() throws IOException {
        assertThat(StatusJson.parse("{}")).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoObject() {
        for (String text : List.of("", "[]", "{", "{} {}")) {
            assertThatThrownBy(() -> StatusJson.parse(text)).as(text).isInstanceOf(IOException.class);
        }
    }

    /** The example of the commands' page, without the white space between its lines. */
    private static String documented() throws IOException {
        String[] lines = Files.readString(Path.of("..", "docs", "commands.md")).split("\n");
        StringBuilder json = new StringBuilder();
        Arrays.stream(lines)
                .dropWhile(line -> !line.startsWith("    {\"version\""))
                .takeWhile(line -> line.startsWith("    "))
                .forEach(line -> json.append(line.strip()));
        return json.toString();
    }
}
