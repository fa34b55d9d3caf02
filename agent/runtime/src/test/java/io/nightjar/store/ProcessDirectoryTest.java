package io.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessDirectoryTest {
    private static final String PREFIX = "part-";

    @TempDir
    Path temporary;

    @Test
    void shouldLeaveNothingBehindWhereNoLocksCanBeHad() throws IOException {
        for (int attempt = 0; attempt < 13; attempt++) {
            assertThatThrownBy(() -> ProcessDirectory.create(shared(), PREFIX, channel -> {
                        throw new IOException("No locks available");
                    }))
                    .hasMessage("No locks available");
            assertThatThrownBy(() -> ProcessDirectory.create(shared(), PREFIX, channel -> false))
                    .isInstanceOf(IOException.class);
        }

        assertThat(children()).isEmpty();
    }

    @Test
    void shouldAdoptWhatWasReleasedAndNeitherTheLivingNorOthersWithAnotherPrefix() throws IOException {
        ProcessDirectory gone = ProcessDirectory.create(shared(), PREFIX);
        ProcessDirectory living = ProcessDirectory.create(shared(), PREFIX);
        ProcessDirectory.create(shared(), "other-").close();
        gone.close();

        List<ProcessDirectory> orphans = ProcessDirectory.orphans(shared(), PREFIX);

        assertThat(orphans).extracting(ProcessDirectory::path).containsExactly(gone.path());
        assertThat(ProcessDirectory.orphans(shared(), PREFIX)).isEmpty();
        orphans.get(0).close();
        living.close();
    }

    @Test
    void shouldKeepTheLockWhenItRemovesItsFilesAndLeaveWhatItDoesNotKnow() throws IOException {
        ProcessDirectory directory = ProcessDirectory.create(shared(), PREFIX);
        Files.writeString(directory.file("known"), "x");
        Files.writeString(directory.file("of-a-newer"), "x");

        directory.remove("known", "absent");

        assertThat(directory.file("known")).doesNotExist();
        assertThat(directory.file("of-a-newer")).exists();
        assertThat(ProcessDirectory.orphans(shared(), PREFIX)).isEmpty();
        Files.delete(directory.file("of-a-newer"));
        directory.remove();
        directory.remove();
        assertThat(directory.isIntact()).isFalse();
        directory.close();
        assertThat(children()).isEmpty();
    }

    @Test
    void shouldRemoveWhatAProcessLeftThatDiedWhileItMadeItsDirectory() throws IOException {
        Path old = Files.createDirectories(shared().resolve(".part-1-a"));
        Files.createFile(old.resolve("lock"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7_200)));
        Path fresh = Files.createDirectories(shared().resolve(".part-2-b"));

        assertThat(ProcessDirectory.orphans(shared(), PREFIX)).isEmpty();

        assertThat(children()).containsExactly(fresh);
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> left = Files.list(shared())) {
            return left.toList();
        }
    }

    private Path shared() {
        return temporary.resolve("shared");
    }
}
