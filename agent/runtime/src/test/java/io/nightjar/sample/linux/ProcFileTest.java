package io.nightjar.sample.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcFileTest {
    @TempDir
    private Path directory;

    private ProcFile open(String text) throws IOException {
        Path path = directory.resolve("file");
        Files.writeString(path, text);
        ProcFile file = ProcFile.open(path, 16);
        file.read();
        return file;
    }

    @Test
    void shouldFindAFieldByItsWholeName() throws IOException {
        try (ProcFile file = open("file 1\ninactive_file 22\ninactive_file_x 333\nMax:   44 kB\n")) {
            assertThat(file.field(ProcFile.name("inactive_file"))).isEqualTo(22);
            assertThat(file.field(ProcFile.name("Max"))).isEqualTo(44);
            assertThat(file.field(ProcFile.name("active_file"))).isEqualTo(ProcFile.ABSENT);
        }
    }

    @Test
    void shouldReadAWordAsNoNumber() throws IOException {
        try (ProcFile file = open("max\n")) {
            assertThat(file.number()).isEqualTo(ProcFile.ABSENT);
        }
    }

    @Test
    void shouldStayAtTheGreatestWhenANumberIsAboveTwoToThe63() throws IOException {
        try (ProcFile file = open("18446744073709551615\n")) {
            assertThat(file.number()).isEqualTo(Long.MAX_VALUE);
        }
        try (ProcFile file = open("9223372036854771712")) {
            assertThat(file.number()).isEqualTo(9223372036854771712L);
        }
    }

    @Test
    void shouldReadAllWhenTheFileIsLongerThanExpected() throws IOException {
        try (ProcFile file = open("x 1\n".repeat(5_000) + "last 7\n")) {
            assertThat(file.field(ProcFile.name("last"))).isEqualTo(7);
        }
    }

    @Test
    void shouldReadAnewWhenTheFileHasChanged() throws IOException {
        try (ProcFile file = open("123456\n")) {
            Files.writeString(file.path(), "7\n");
            file.read();

            assertThat(file.number()).isEqualTo(7);
        }
    }

    @Test
    void shouldSayWhichFileIsEmpty() throws IOException {
        try (ProcFile file = open("1\n")) {
            Files.writeString(file.path(), "");

            assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessage(file.path() + " is empty");
        }
    }

    @Test
    void shouldNeverFailOtherwiseWhenTheTextIsRandom() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("x");
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append("some avg10=1.5 total:\t\n93".charAt(random.nextInt(25)));
            }
            try (ProcFile file = open(text.toString())) {
                file.number();
                file.field(ProcFile.name("some"));
                file.column(random.nextInt(5), file.behindLast('='));
                file.hundredths(ProcFile.name("some"), ProcFile.name("avg10="));
                file.keyed(ProcFile.name("some"), ProcFile.name("total="));
            } catch (RuntimeException failed) {
                throw new AssertionError("seed " + seed + ": " + text, failed);
            }
        }
    }
}
