package io.nightjar.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegularFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldAppendAndReadWhenTheFileIsRegularOrAbsent() throws IOException {
        Path file = directory.resolve("file");
        assertThat(RegularFile.whyNot(file)).isEmpty();

        try (OutputStream out = RegularFile.append(file)) {
            out.write('a');
        }
        try (OutputStream out = RegularFile.append(file)) {
            out.write('b');
        }

        try (InputStream in = RegularFile.read(file)) {
            assertThat(in.readAllBytes()).containsExactly('a', 'b');
        }
    }

    @Test
    void shouldRefuseAPipeWithoutWaitingForItsPeer() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assumeTrue(isMade("mkfifo", pipe.toString()), "this system makes no named pipes");

        assertThat(RegularFile.whyNot(pipe)).isEqualTo("is not a regular file");
        assertThatThrownBy(() -> RegularFile.append(pipe))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a regular file");
        assertThatThrownBy(() -> RegularFile.read(pipe))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a regular file");
        Path link = Files.createSymbolicLink(directory.resolve("link"), pipe);
        assertThat(RegularFile.whyNot(link)).isEqualTo("is not a regular file");
    }

    @Test
    void shouldRefuseADirectoryAndATerminal() {
        assertThat(RegularFile.whyNot(directory)).isEqualTo("is a directory");
        assumeTrue(Files.exists(Path.of("/dev/tty")), "this system has no terminals");
        assertThat(RegularFile.whyNot(Path.of("/dev/tty"))).isEqualTo("is not a regular file");
    }

    @Test
    void shouldTakeTheDevicesThatNeverBlock() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        assertThat(RegularFile.whyNot(Path.of("/dev/null"))).isEmpty();
        assertThat(RegularFile.whyNot(Path.of("/dev/full"))).isEmpty();
    }

    private static boolean isMade(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
