package io.nightjar.cli;

import io.nightjar.request.RequestPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
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
import java.util.concurrent.locks.LockSupport;

/**
 * The directory in which one request to a JVM lies, for as long as the command needs it. That it is made anew is what keeps two
 * commands apart: the second waits. Confined to one thread.
 *
 * <p>What is in it is reached through the open directory, so that nobody can lead the command elsewhere on the way. Root writes for
 * another user: file and directory are given to that user last, when nothing is to be written any more.
 */
final class RequestDirectory implements AutoCloseable {
    /** No command takes so long: what is older was left behind. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(10);

    private static final long PATIENCE_NANOS = 12_000_000_000L;
    private static final long PAUSE_NANOS = 20_000_000L;
    private static final Path FILE = Path.of(RequestPlace.FILE);
    private static final Path FILE_BEING_WRITTEN = Path.of(RequestPlace.FILE_BEING_WRITTEN);

    private final SecureDirectoryStream<Path> parent;
    private final Path name;
    private final SecureDirectoryStream<Path> directory;
    private final UserPrincipal self;
    private final UserPrincipal user;

    private RequestDirectory(
            SecureDirectoryStream<Path> parent,
            Path name,
            SecureDirectoryStream<Path> directory,
            UserPrincipal self,
            UserPrincipal user) {
        this.parent = parent;
        this.name = name;
        this.directory = directory;
        this.self = self;
        this.user = user;
    }

    /**
     * Makes the directory for a JVM.
     *
     * @param self the user who runs this command
     * @throws CommandFailure where another command does not end, or something else is in the way
     */
    static RequestDirectory create(AttachFolder folder, UserPrincipal self) throws IOException {
        Path name = Path.of(RequestPlace.directory(folder.innerPid()));
        Path path = folder.path().resolve(name);
        SecureDirectoryStream<Path> parent = open(folder.path());
        try {
            long startedNanos = System.nanoTime();
            while (!isMade(path)) {
                if (System.nanoTime() - startedNanos > PATIENCE_NANOS) {
                    throw new CommandFailure("another command is asking the agent: try again later");
                }
                clearAway(parent, path, self, folder.user());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            requireOwn(attributes(parent, name), path, self);
            return new RequestDirectory(
                    parent, name, parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), self, folder.user());
        } catch (IOException | RuntimeException e) {
            parent.close();
            throw e;
        }
    }

    private static SecureDirectoryStream<Path> open(Path folder) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new CommandFailure("this Java runtime cannot open files without following links, which a request needs");
    }

    private static boolean isMade(Path path) throws IOException {
        try {
            Files.createDirectory(path, RequestPlace.directoryAttribute());
            return true;
        } catch (FileAlreadyExistsException another) {
            return false;
        }
    }

    /** Removes what an earlier command left behind; leaves alone what a command of now uses. */
    private static void clearAway(SecureDirectoryStream<Path> parent, Path path, UserPrincipal self, UserPrincipal user)
            throws IOException {
        Path name = path.getFileName();
        try {
            PosixFileAttributes attributes = attributes(parent, name);
            if (!attributes.owner().equals(user)) {
                requireOwn(attributes, path, self);
            } else {
                requireOwn(attributes, path, user);
            }
            Instant changed = attributes.lastModifiedTime().toInstant();
            if (Duration.between(changed, Instant.now()).compareTo(LEFT_BEHIND) > 0) {
                try (SecureDirectoryStream<Path> old = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    delete(old, FILE);
                    delete(old, FILE_BEING_WRITTEN);
                }
                parent.deleteDirectory(name);
            }
        } catch (NoSuchFileException endedMeanwhile) {
            return;
        } catch (DirectoryNotEmptyException foreign) {
            throw new CommandFailure(path + " is in the way: it holds files that are no request");
        }
    }

    private static PosixFileAttributes attributes(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static void requireOwn(PosixFileAttributes attributes, Path path, UserPrincipal owner) {
        if (!attributes.isDirectory()) {
            throw new CommandFailure(path + " is in the way: it is no directory");
        }
        if (!attributes.owner().equals(owner)) {
            throw new CommandFailure(
                    path + " is in the way: it belongs to " + attributes.owner().getName());
        }
    }

    private static void delete(SecureDirectoryStream<Path> directory, Path file) throws IOException {
        try {
            directory.deleteFile(file);
        } catch (NoSuchFileException wasTaken) {
            return;
        }
    }

    /** Leaves the request, which has its name only once it is complete. */
    void write(byte[] request) throws IOException {
        try (SeekableByteChannel channel = directory.newByteChannel(
                FILE_BEING_WRITTEN,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                RequestPlace.fileAttribute())) {
            ByteBuffer content = ByteBuffer.wrap(request);
            while (content.hasRemaining()) {
                channel.write(content);
            }
        }
        boolean another = !self.equals(user);
        if (another) {
            directory
                    .getFileAttributeView(FILE_BEING_WRITTEN, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setOwner(user);
        }
        directory.move(FILE_BEING_WRITTEN, directory, FILE);
        if (another) {
            directory.getFileAttributeView(PosixFileAttributeView.class).setOwner(user);
        }
    }

    /** Removes the directory, with the request where the agent did not take it. What cannot be removed the next command clears away. */
    @Override
    public void close() {
        try (parent;
                directory) {
            delete(directory, FILE);
            delete(directory, FILE_BEING_WRITTEN);
            parent.deleteDirectory(name);
        } catch (IOException remains) {
            // What the agent answered counts; another command may also have taken it for left behind.
            return;
        }
    }
}
