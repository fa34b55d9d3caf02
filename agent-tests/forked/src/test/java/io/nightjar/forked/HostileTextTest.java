package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Texts of the application that would forge lines or tell secrets reach neither the log nor a receiver as they are. */
class HostileTextTest {
    private static final int VALUES = 24;
    private static final Pattern HARMFUL =
            Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\ud800-\\udfff]");
    private static final Pattern OWN =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z (INFO|WARN|ERROR|DEBUG) nightjar .*");

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldWriteOnlyItsOwnLinesAsText(Jdk jdk) throws IOException {
        List<String> lines = run(jdk, "text");

        assertThat(lines).allMatch(line -> OWN.matcher(line).matches());
    }

    @EveryJdk
    void shouldWriteOneObjectALineAsJson(Jdk jdk) throws IOException {
        List<String> lines = run(jdk, "json");

        assertThat(lines).allSatisfy(line -> assertThat(Json.object(line)).containsKeys("time", "level", "message"));
    }

    private List<String> run(Jdk jdk, String format) throws IOException {
        Path log = directory.resolve("log." + format);
        try (AlertReceiver receiver = AlertReceiver.start();
                RunningJvm jvm = ForkedJvm.on(jdk)
                        .agent(
                                "watch=;operation.infer.match=com.acme.Hostile#infer;operation.infer.label.model=arg0.model;"
                                        + "latency.threshold=1ms;alerts.rate-limit=0s;throughput.threshold=0.001/s;log.file="
                                        + log
                                        + ";log.format=" + format + ";" + Hook.to(receiver))
                        .main("com.acme.Hostile")
                        .start()) {
            jvm.awaitOut("called");
            jvm.await(
                    "an alert of every call",
                    () -> receiver.requests("latency", "firing").size() >= VALUES);

            for (AlertReceiver.Request request : receiver.requests("latency", "firing")) {
                assertThat(HARMFUL.matcher(unpaired(request.body())).find())
                        .as(request.body())
                        .isFalse();
                Object model = Json.object(request.json(), "labels").get("model");
                assertThat(model == null || ((String) model).length() <= 200).isTrue();
                assertThat(model).isNotEqualTo("null");
                assertThat(request.body()).doesNotContain("\\ud8", "\\uD8", "forged", "SECRETMESSAGE");
            }
            assertThat(jvm.stdout()).isEqualTo("its own exception\ncalled\n");
        }
        String text = Files.readString(log);
        assertThat(text).doesNotContain("forged", "SECRETMESSAGE");
        List<String> lines = text.lines().toList();
        assertThat(lines).noneMatch(line -> HARMFUL.matcher(unpaired(line)).find());
        return lines;
    }

    /** Without the pairs of surrogates, so that what is left of them is alone. */
    private static String unpaired(String text) {
        return text.replaceAll("[\\x{10000}-\\x{10ffff}]", "");
    }
}
