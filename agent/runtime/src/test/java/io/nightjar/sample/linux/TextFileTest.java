package io.nightjar.sample.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadTheLinesThatTheJdkReads() throws IOException {
        for (String text : new String[] {"", "\n", "one", "one\n", "one\r\ntwo", "\n\ntwo\n \n", "ä\nb"}) {
            Path file = Files.writeString(directory.resolve("file"), text);

            assertThat(TextFile.lines(file)).as(text).isEqualTo(Files.readAllLines(file));
        }
    }

    @Test
    void shouldReadOnWhenBytesAreNoText() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {(byte) 0xff, '\n', '/', 'a'});

        assertThat(TextFile.lines(file)).hasSize(2).last().isEqualTo("/a");
    }
}
