package io.nightjar.request;

import static io.nightjar.request.RequestRejectedException.Reason;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request out of its file, once, where nobody but the JVM's own user can have written it. Confined to one thread.
 *
 * <p>The directory is looked at before it is opened, because to open a pipe in its place would block for ever, and again once
 * it is open. Everything else goes through the open directory, so that neither it nor the file can be exchanged on the way: from
 * the moment at which it is found to belong to this user alone, this user alone can change what is in it.
 */
final class RequestFile {
    /** A command waits shorter: whoever asked for an older one has gone away, and must not be answered by surprise. */
    private static final Duration MOST_AGE = Duration.ofMinutes(1);

    private static final Path FILE = Path.of(RequestPlace.FILE);

    private final Path temporary;
    private final Path directory;
    private final UserPrincipal self;

    /**
     * The request of one JVM.
     *
     * @param temporary the directory of the JVM's attach files
     * @param directory a name in it
     * @param self the user who may ask
     */
    RequestFile(Path temporary, String directory, UserPrincipal self) {
        this.temporary = temporary;
        this.directory = Path.of(directory);
        this.self = self;
    }

    /**
     * The content of the file, which is gone afterwards; null where there is none.
     *
     * @throws RequestRejectedException where somebody else can have written it, or it is no file of a request's size
     */
    byte @Nullable [] take(Instant now) throws IOException, RequestRejectedException {
        if (!Files.exists(temporary.resolve(directory), LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (DirectoryStream<Path> parent = Files.newDirectoryStream(temporary)) {
            if (!(parent instanceof SecureDirectoryStream<Path> secure)) {
                throw new RequestRejectedException(
                        Reason.PLACE, "this JVM cannot open files without following links, which a request needs");
            }
            requireOwnDirectory(
                    secure.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
            try (SecureDirectoryStream<Path> own = secure.newDirectoryStream(directory, LinkOption.NOFOLLOW_LINKS)) {
                requireOwnDirectory(
                        own.getFileAttributeView(PosixFileAttributeView.class).readAttributes());
                return takeFrom(own, now);
            }
        } catch (NoSuchFileException meanwhileGone) {
            return null;
        }
    }

    private byte[] takeFrom(SecureDirectoryStream<Path> own, Instant now) throws IOException, RequestRejectedException {
        PosixFileAttributes attributes = own.getFileAttributeView(
                        FILE, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (attributes.isDirectory()) {
            throw new RequestRejectedException(Reason.PLACE, "a directory stands in the place of the request");
        }
        byte[] content;
        try {
            requireOwnFile(attributes, now);
            content = read(own);
        } finally {
            own.deleteFile(FILE); // before anything is carried out: where it cannot be deleted, nothing is
        }
        return content;
    }

    private byte[] read(SecureDirectoryStream<Path> own) throws IOException, RequestRejectedException {
        ByteBuffer buffer = ByteBuffer.allocate(RequestPlace.MOST_BYTES + 1);
        try (SeekableByteChannel channel =
                own.newByteChannel(FILE, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (channel.read(buffer) >= 0) {
                if (!buffer.hasRemaining()) {
                    throw tooBig();
                }
            }
        }
        byte[] content = new byte[buffer.flip().remaining()];
        buffer.get(content);
        return content;
    }

    private void requireOwnDirectory(PosixFileAttributes attributes) throws RequestRejectedException {
        if (attributes.isSymbolicLink()) {
            throw new RequestRejectedException(Reason.LINK, "a link stands in the place of the request's directory");
        }
        if (!attributes.isDirectory()) {
            throw new RequestRejectedException(Reason.PLACE, "the place of the request is no directory");
        }
        requireOwner(attributes, "the request's directory");
        if (!RequestPlace.DIRECTORY_PERMISSIONS.containsAll(attributes.permissions())) {
            throw new RequestRejectedException(
                    Reason.MODE, "the request's directory is open to others: its mode must be 0700");
        }
    }

    private void requireOwnFile(PosixFileAttributes attributes, Instant now) throws RequestRejectedException {
        if (attributes.isSymbolicLink()) {
            throw new RequestRejectedException(Reason.LINK, "a link stands in the place of the request");
        }
        if (!attributes.isRegularFile()) {
            throw new RequestRejectedException(Reason.PLACE, "the request is no regular file");
        }
        requireOwner(attributes, "the request");
        if (!RequestPlace.FILE_PERMISSIONS.containsAll(attributes.permissions())) {
            throw new RequestRejectedException(Reason.MODE, "the request is open to others: its mode must be 0600");
        }
        if (attributes.size() > RequestPlace.MOST_BYTES) {
            throw tooBig();
        }
        Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), now);
        if (age.abs().compareTo(MOST_AGE) > 0) {
            throw new RequestRejectedException(
                    Reason.AGE, "the request was not written within the last minute: ask again");
        }
    }

    private void requireOwner(PosixFileAttributes attributes, String what) throws RequestRejectedException {
        if (!attributes.owner().equals(self)) {
            throw new RequestRejectedException(
                    Reason.OWNER,
                    what + " belongs to " + attributes.owner().getName() + ", not to the user of this JVM ("
                            + self.getName() + ")");
        }
    }

    private static RequestRejectedException tooBig() {
        return new RequestRejectedException(
                Reason.SIZE, "the request is larger than " + RequestPlace.MOST_BYTES / 1024 + " KiB");
    }
}
