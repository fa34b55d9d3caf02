package io.nightjar.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawValuesTest {
    private static final String MARKED = "Z\ufffd\ufffdrich";

    @TempDir
    private Path directory;

    @Test
    void shouldReadAnewWhatTheLocaleCouldNotDecode() throws IOException {
        RawValues raw = raw(
                "ANSI_X3.4-1968",
                "A=b\0NIGHTJAR_SERVICE=Z\u00fcrich\0",
                "java\0-Dnightjar.instance=Z\u00fcrich\0-jar\0");

        assertThat(raw.environment(Map.of("A", "b", "NIGHTJAR_SERVICE", MARKED)))
                .containsOnly(Map.entry("A", "b"), Map.entry("NIGHTJAR_SERVICE", "Z\u00fcrich"));
        assertThat(raw.properties(Map.of("nightjar.instance", "Z??rich")))
                .containsEntry("nightjar.instance", "Z\u00fcrich");
        assertThat(raw.lost()).isEmpty();
    }

    @Test
    void shouldFindPropertiesInTheVariablesOfOptionsAndPreferTheLast() throws IOException {
        RawValues raw = raw(
                "ANSI_X3.4-1968",
                "JAVA_TOOL_OPTIONS=-Xmx1g \"-Dnightjar.service=\u00e4 b\" -Dnightjar.instance=Z\u00fcrich\0",
                "java\0-Dnightjar.instance=Z\u00e4rich\0");

        assertThat(raw.properties(Map.of("nightjar.service", "\ufffd\ufffd b", "nightjar.instance", MARKED)))
                .containsEntry("nightjar.service", "\u00e4 b")
                .containsEntry("nightjar.instance", "Z\u00e4rich");
    }

    @Test
    void shouldLeaveAValueAloneWhenTheBytesAreNotItsOwn() throws IOException {
        RawValues raw = raw("ANSI_X3.4-1968", "NIGHTJAR_SERVICE=what?\0", "java\0-Dnightjar.instance=other\u00fc\0");

        assertThat(raw.environment(Map.of("NIGHTJAR_SERVICE", "what?"))).containsEntry("NIGHTJAR_SERVICE", "what?");
        assertThat(raw.properties(Map.of("nightjar.instance", MARKED))).containsEntry("nightjar.instance", MARKED);
        assertThat(raw.lost()).containsExactly("-Dnightjar.instance");
    }

    @Test
    void shouldNotEvenLookWhenTheLocaleIsUtf8() {
        RawValues raw = new RawValues("UTF-8", "/nonexistent", "/nonexistent");
        Map<String, String> environment = Map.of("NIGHTJAR_SERVICE", MARKED);

        assertThat(raw.environment(environment)).isSameAs(environment);
        assertThat(raw.lost()).isEmpty();
    }

    @Test
    void shouldSayWhatIsLostWhenNothingShowsTheBytes() {
        RawValues raw = new RawValues("ANSI_X3.4-1968", "/nonexistent", "/nonexistent");

        assertThat(raw.environment(Map.of("NIGHTJAR_SERVICE", MARKED, "OTHER", MARKED)))
                .containsEntry("NIGHTJAR_SERVICE", MARKED);
        assertThat(raw.lost()).containsExactly("environment variable NIGHTJAR_SERVICE");
    }

    private RawValues raw(String encoding, String environment, String command) throws IOException {
        return new RawValues(encoding, file("environ", environment), file("cmdline", command));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }
}
