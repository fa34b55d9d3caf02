package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.request.ProcessUser;
import io.nightjar.request.RequestPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "requests are taken on Linux only")
class RequestDirectoryTest {
    @TempDir
    private Path temporary;

    private UserPrincipal self;
    private Path place;

    @BeforeEach
    void findSelf() throws IOException {
        self = ProcessUser.of(Path.of("/proc/self"));
        place = temporary.resolve(RequestPlace.directory(17));
    }

    @Test
    void shouldBeOpenToItsUserAloneUntilItIsGone() throws Exception {
        try (RequestDirectory directory = create(self)) {
            directory.write(new byte[] {'{', '}'});

            assertThat(Files.getPosixFilePermissions(place)).isEqualTo(RequestPlace.DIRECTORY_PERMISSIONS);
            assertThat(place).isDirectoryContaining(file -> file.equals(file()));
            assertThat(file()).hasContent("{}");
            assertThat(Files.getPosixFilePermissions(file())).isEqualTo(RequestPlace.FILE_PERMISSIONS);
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void shouldBeTheTargetsUsersWhenRootAsks() throws Exception {
        assumeTrue(self.equals(user(0)), "only root can give a file to another user");
        try (RequestDirectory directory = create(user(12_345))) {
            directory.write(new byte[] {'{', '}'});

            assertThat(Files.getOwner(place)).isEqualTo(user(12_345));
            assertThat(Files.getOwner(file())).isEqualTo(user(12_345));
            assertThat(Files.getPosixFilePermissions(place)).isEqualTo(RequestPlace.DIRECTORY_PERMISSIONS);
            assertThat(Files.getPosixFilePermissions(file())).isEqualTo(RequestPlace.FILE_PERMISSIONS);
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void shouldReplaceWhatAnEarlierCommandLeftBehind() throws Exception {
        Files.createDirectory(place, RequestPlace.directoryAttribute());
        Files.writeString(file(), "old");
        Files.writeString(place.resolve(RequestPlace.FILE_BEING_WRITTEN), "old");
        makeOld();

        try (RequestDirectory directory = create(self)) {
            assertThat(place).isEmptyDirectory();
            directory.write(new byte[] {'{', '}'});
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void shouldLeaveAloneWhatIsNoRequests() throws Exception {
        Files.createDirectory(place, RequestPlace.directoryAttribute());
        Path precious = Files.writeString(place.resolve("precious"), "x");
        makeOld();
        assertInTheWay("holds files that are no request");
        assertThat(precious).exists();

        Files.delete(precious);
        Files.delete(place);
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(place, elsewhere);
        assertInTheWay("is no directory");
        assertThat(Files.isSymbolicLink(place)).isTrue();
    }

    @Test
    void shouldRefuseWhenItIsAnotherUsers() throws Exception {
        assumeTrue(self.equals(user(0)), "only root can give a file to another user");
        Files.createDirectory(place, RequestPlace.directoryAttribute());
        Files.setOwner(place, user(12_345));
        makeOld();

        assertInTheWay("belongs to 12345");
        assertThat(Files.getOwner(place, LinkOption.NOFOLLOW_LINKS)).isEqualTo(user(12_345));
    }

    private void assertInTheWay(String words) {
        assertThatThrownBy(() -> create(self).close())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(place + " is in the way")
                .hasMessageContaining(words);
    }

    private void makeOld() throws IOException {
        Files.setLastModifiedTime(place, FileTime.from(Instant.now().minusSeconds(11)));
    }

    private RequestDirectory create(UserPrincipal user) throws IOException {
        return RequestDirectory.create(new AttachFolder(temporary, 17, user), self);
    }

    private Path file() {
        return place.resolve(RequestPlace.FILE);
    }

    private UserPrincipal user(int id) throws IOException {
        return temporary.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(Integer.toString(id));
    }
}
