package io.nightjar.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.request.RequestRejectedException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real files, links, pipes, modes and, where the test runs as root, owners. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "requests are taken on Linux only")
class RequestFileTest {
    private static final String NAME = RequestPlace.directory(4711);

    @TempDir
    private Path temporary;

    private Path directory;
    private Path file;
    private UserPrincipal self;
    private RequestFile request;

    @BeforeEach
    void makePlace() throws IOException {
        directory = temporary.resolve(NAME);
        file = directory.resolve(RequestPlace.FILE);
        self = ProcessUser.of(Path.of("/proc/self"));
        request = new RequestFile(temporary, NAME, self);
    }

    @Test
    void shouldTakeItOnceWhenItsOwnUserHasWrittenIt() throws Exception {
        write("{}");

        assertThat(take()).isEqualTo("{}");
        assertThat(file).doesNotExist();
        assertThat(request.take(Instant.now())).isNull();
    }

    @Test
    void shouldFindNothingWhenThereIsNoDirectoryOrNoFileInIt() throws Exception {
        assertThat(request.take(Instant.now())).isNull();

        Files.createDirectory(directory, RequestPlace.directoryAttribute());
        Files.writeString(directory.resolve(RequestPlace.FILE_BEING_WRITTEN), "{}");

        assertThat(request.take(Instant.now())).isNull();
    }

    @Test
    void shouldRefuseItWhenALinkStandsInThePlaceOfTheDirectory() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"), RequestPlace.directoryAttribute());
        Files.createFile(elsewhere.resolve(RequestPlace.FILE), RequestPlace.fileAttribute());
        Files.createSymbolicLink(directory, elsewhere);

        assertRefused(this::take, Reason.LINK, "link");
        assertThat(elsewhere.resolve(RequestPlace.FILE)).exists();
    }

    @Test
    void shouldRefuseItWhenALinkStandsInThePlaceOfTheFile() throws Exception {
        Path secret = Files.writeString(temporary.resolve("secret"), "{}");
        Files.createDirectory(directory, RequestPlace.directoryAttribute());
        Files.createSymbolicLink(file, secret);

        assertRefused(this::take, Reason.LINK, "link");
        assertThat(secret).hasContent("{}");
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void shouldRefuseItWhenOthersCanOpenTheDirectory() throws Exception {
        write("{}");
        for (String mode : new String[] {"rwxrwxrwx", "rwx-w----", "rwx---r--", "rwx-----x"}) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));

            assertRefused(this::take, Reason.MODE, "0700");
        }
        assertThat(file).exists();
    }

    @Test
    void shouldRefuseItWhenOthersCanOpenTheFile() throws Exception {
        for (String mode : new String[] {"rw-rw-rw-", "rw--w----", "rw----r--", "rwx------"}) {
            write("{}");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

            assertRefused(this::take, Reason.MODE, "0600");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void shouldRefuseItWhenAnotherUserOwnsTheDirectory() throws Exception {
        assumeRoot();
        write("{}");
        Files.setOwner(directory, user(12_345));

        assertRefused(this::take, Reason.OWNER, "the request's directory belongs to 12345");
        assertThat(file).exists();
    }

    @Test
    void shouldRefuseItWhenAnotherUserOwnsTheFile() throws Exception {
        assumeRoot();
        write("{}");
        Files.setOwner(file, user(12_345));

        assertRefused(this::take, Reason.OWNER, "the request belongs to 12345");
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldRefuseItWhenTheJvmIsAnotherUsers() throws Exception {
        write("{}");
        request = new RequestFile(temporary, NAME, user(12_345));

        assertRefused(this::take, Reason.OWNER, "not to the user of this JVM (12345)");
    }

    @Test
    void shouldRefuseItWhenItIsTooBig() throws Exception {
        write("x".repeat(RequestPlace.MOST_BYTES));
        assertThat(take()).hasSize(RequestPlace.MOST_BYTES);

        write("x".repeat(RequestPlace.MOST_BYTES + 1));
        assertRefused(this::take, Reason.SIZE, "larger than 64 KiB");
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldRefuseItWhenWhoeverAskedHasGoneAway() throws Exception {
        write("{}");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(61)));

        assertRefused(this::take, Reason.AGE, "ask again");
        assertThat(file).doesNotExist();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotWaitWhenAPipeStandsInAPlace() throws Exception {
        pipe(directory);
        assertRefused(this::take, Reason.PLACE, "no directory");

        Files.delete(directory);
        Files.createDirectory(directory, RequestPlace.directoryAttribute());
        pipe(file);
        assertRefused(this::take, Reason.PLACE, "no regular file");
    }

    @Test
    void shouldRefuseItWhenADirectoryStandsInThePlaceOfTheFile() throws Exception {
        Files.createDirectory(directory, RequestPlace.directoryAttribute());
        Files.createDirectory(file);

        assertRefused(this::take, Reason.PLACE, "a directory");
    }

    private String take() throws Exception {
        byte[] content = request.take(Instant.now());
        assertThat(content).isNotNull();
        return new String(content, StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        if (!Files.exists(directory)) {
            Files.createDirectory(directory, RequestPlace.directoryAttribute());
        }
        Files.deleteIfExists(file);
        Files.createFile(file, RequestPlace.fileAttribute());
        Files.writeString(file, text);
    }

    private static void pipe(Path path) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", path.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private UserPrincipal user(int id) throws IOException {
        return temporary.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(Integer.toString(id));
    }

    private void assumeRoot() throws IOException {
        assumeTrue(self.equals(user(0)), "only root can give a file to another user");
    }

    private static void assertRefused(ThrowingCallable call, Reason reason, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RequestRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }
}
