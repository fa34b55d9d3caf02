package io.nightjar.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFileTest {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong();

    @TempDir
    private Path directory;

    @Test
    void shouldWriteIntoTheNewFileWhenTheOldOneIsMovedAway() throws IOException {
        Path path = directory.resolve("n.log");
        Path moved = directory.resolve("n.log.1");
        try (RotatedFile file = RotatedFile.open(path, clock::get)) {
            write(file, "one\n");
            Files.move(path, moved);
            Files.createFile(path);

            write(file, "two\n");

            assertThat(moved).hasContent("one");
            assertThat(path).hasContent("two");
        }
    }

    @Test
    void shouldMakeTheFileAnewOnlyAfterAWhileWhenNobodyPutsOneThere() throws IOException {
        Path path = directory.resolve("n.log");
        Path moved = directory.resolve("n.log.1");
        try (RotatedFile file = RotatedFile.open(path, clock::get)) {
            write(file, "one\n");
            Files.move(path, moved);

            write(file, "two\n");
            clock.addAndGet(SECOND_NANOS);
            write(file, "three\n");
            assertThat(path).doesNotExist();
            clock.addAndGet(SECOND_NANOS);
            write(file, "four\n");

            assertThat(moved).hasContent("one\ntwo\nthree");
            assertThat(path).hasContent("four");
        }
    }

    @Test
    void shouldGoOnInTheOldFileWhenTheDirectoryIsGone() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path moved = directory.resolve("n.log.1");
        Path path = inner.resolve("n.log");
        try (RotatedFile file = RotatedFile.open(path, clock::get)) {
            Files.move(path, moved);
            Files.delete(inner);
            write(file, "one\n");
            clock.addAndGet(3 * SECOND_NANOS);

            write(file, "two\n");

            assertThat(moved).hasContent("one\ntwo");
        }
    }

    @Test
    void shouldAppendWhenTheFileIsCutToNothing() throws IOException {
        Path path = directory.resolve("n.log");
        try (RotatedFile file = RotatedFile.open(path, clock::get)) {
            write(file, "one\n");
            Files.write(path, new byte[0]);

            write(file, "two\n");

            assertThat(path).hasContent("two");
        }
    }

    @Test
    void shouldRefuseWhatIsNoRegularFile() {
        assertThatThrownBy(() -> RotatedFile.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a directory");
    }

    private static void write(RotatedFile file, String line) throws IOException {
        file.write(line.getBytes(StandardCharsets.UTF_8));
    }
}
