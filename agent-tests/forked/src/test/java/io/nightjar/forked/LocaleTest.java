package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Letters beyond ASCII mean the same from every layer, with a UTF-8 locale and without one, as most containers are. */
class LocaleTest {
    private static final String SLOW = "watch=com.acme.Engine#infer;latency.threshold=50ms;log.format=json";
    private static final String ZURICH = "Z\u00fcrich";

    @TempDir
    private Path directory;

    @EveryJdk
    void shouldCallTheServiceTheSameFromEveryLayer(Jdk jdk) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/environ")), "only Linux shows what a locale could not decode");
        Path file = directory.resolve("nightjar.properties");
        Files.writeString(file, SLOW.replace(';', '\n') + "\nservice=" + ZURICH + "\n");
        for (String locale : List.of("C", "C.UTF-8")) {
            for (String layer : List.of(
                    "NIGHTJAR_SERVICE=\"$Z\" exec \"$@\"",
                    "java=\"$1\"; shift; exec \"$java\" \"-Dnightjar.service=$Z\" \"$@\"",
                    "JAVA_TOOL_OPTIONS=\"-Dnightjar.service=$Z\" exec \"$@\"",
                    "java=\"$1\"; shift; exec \"$java\" \"-javaagent:" + Project.jar() + "=" + SLOW
                            + ";service=$Z\" \"$@\"",
                    "exec \"$@\"")) {
                boolean argument = layer.contains("-javaagent");
                boolean properties = layer.equals("exec \"$@\"");
                ForkedJvm jvm = ForkedJvm.on(jdk).within(shell(locale, layer));
                if (!argument) {
                    jvm.agent(properties ? file.toString() : SLOW);
                }
                Outcome outcome = jvm.main("com.acme.Application", "slow:120").run();

                assertThat(outcome.stderr()).as("%s %s", locale, layer).contains("\"service\":\"" + ZURICH + "\"");
            }
        }
    }

    @EveryJdk
    void shouldSayWhyNotWhenThePathOfTheFileCannotBeExpressed(Jdk jdk) {
        Outcome outcome = ForkedJvm.on(jdk)
                .within(shell(
                        "C",
                        "java=\"$1\"; shift; exec \"$java\" \"-javaagent:" + Project.jar() + "=$Z.properties\" \"$@\""))
                .main("com.acme.Application", "say:done")
                .run();

        assertThat(outcome.stdout()).isEqualTo("done\n");
        assertThat(outcome.stderr()).contains("is no path in this JVM, whose locale names files in");
    }

    @EveryJdk
    void shouldSayThatAValueIsLostWhenItsBytesAreNotUtf8(Jdk jdk) {
        Outcome outcome = ForkedJvm.on(jdk)
                .within(shell("C", "NIGHTJAR_SERVICE=$(printf 'Z\\374rich') exec \"$@\""))
                .agent(SLOW)
                .main("com.acme.Application", "say:done")
                .run();

        assertThat(outcome.stdout()).isEqualTo("done\n");
        assertThat(outcome.stderr()).contains("environment variable NIGHTJAR_SERVICE holds letters");
    }

    /** A shell makes the bytes: what runs this test may have no UTF-8 locale either. */
    private static List<String> shell(String locale, String script) {
        return new ArrayList<>(
                List.of("sh", "-c", "export LC_ALL=" + locale + "; Z=$(printf 'Z\\303\\274rich'); " + script, "sh"));
    }
}
