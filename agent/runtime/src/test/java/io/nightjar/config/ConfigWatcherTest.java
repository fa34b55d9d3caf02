package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private Path file;
    private ConfigWatcher watcher;
    private long nowNanos = Long.MAX_VALUE - 5 * SECOND;

    @BeforeEach
    void loadOnce() throws Exception {
        file = directory.resolve("nightjar.properties");
        ConfigLoader loader = Load.file(directory, "service=one").loader();
        loader.load();
        watcher = ConfigWatcher.of(loader, nowNanos);
    }

    @Test
    void shouldSayNothingWhenNothingHasChanged() throws Exception {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThat(pollFor(30)).isNull();
    }

    @Test
    void shouldReadAChangeOnceWithinTenSecondsWhenTheFileHasSettled() throws Exception {
        Files.writeString(file, "service=two");

        assertThat(pollFor(10))
                .isInstanceOfSatisfying(
                        ConfigResult.Valid.class,
                        valid -> assertThat(valid.config().service()).isEqualTo("two"));
        assertThat(pollFor(30)).isNull();
    }

    @Test
    void shouldWaitWhenTheFileIsStillBeingWritten() throws Exception {
        Files.writeString(file, "service=t");
        assertThat(pollFor(3)).isNull();
        Files.writeString(file, "service=two");
        assertThat(pollFor(1)).isNull();

        assertThat(pollFor(6))
                .isInstanceOfSatisfying(
                        ConfigResult.Valid.class,
                        valid -> assertThat(valid.config().service()).isEqualTo("two"));
    }

    @Test
    void shouldSayWhatIsWrongOnceAndGoOnWhenTheNewFileIsInvalid() throws Exception {
        Files.writeString(file, "service=two\nwindow=soon");

        assertThat(pollFor(10)).isInstanceOf(ConfigResult.Invalid.class);
        assertThat(pollFor(30)).isNull();
        Files.writeString(file, "service=three");
        assertThat(pollFor(10)).isInstanceOf(ConfigResult.Valid.class);
    }

    @Test
    void shouldSayItOnceWhenTheFileVanishesAndFollowItWhenItComesBack() throws Exception {
        Files.delete(file);

        assertThat(pollFor(10)).isInstanceOf(ConfigResult.Invalid.class);
        assertThat(pollFor(30)).isNull();
        Files.writeString(file, "service=one");
        assertThat(pollFor(10)).isInstanceOf(ConfigResult.Valid.class);
    }

    @Test
    void shouldFollowALinkWhenItIsSwappedAsKubernetesDoes() throws Exception {
        Path first = Files.createDirectory(directory.resolve("v1"));
        Path second = Files.createDirectory(directory.resolve("v2"));
        Files.writeString(first.resolve("n.properties"), "service=one");
        Files.writeString(second.resolve("n.properties"), "service=two");
        Path link = Files.createSymbolicLink(directory.resolve("data"), first);
        ConfigLoader loader = Load.argument("data/n.properties").in(directory).loader();
        loader.load();
        watcher = ConfigWatcher.of(loader, nowNanos);

        Path next = Files.createSymbolicLink(directory.resolve("data2"), second);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(pollFor(10)).isInstanceOf(ConfigResult.Valid.class);
    }

    @Test
    void shouldSayNothingWhenThereIsNoFile() {
        ConfigLoader loader = Load.argument("service=x").loader();
        loader.load();
        watcher = ConfigWatcher.of(loader, nowNanos);

        assertThat(pollFor(30)).isNull();
    }

    /** Polls each second, as launch does, until something is said. */
    private ConfigResult pollFor(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowNanos += SECOND;
            ConfigResult result = watcher.poll(nowNanos);
            if (result != null) {
                return result;
            }
        }
        return null;
    }
}
