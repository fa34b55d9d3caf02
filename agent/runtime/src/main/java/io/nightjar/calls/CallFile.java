package io.nightjar.calls;

import io.nightjar.host.RegularFile;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file itself, that only its owner may read: appended to while its header fits, moved to {@code FILE.1} when it is full or
 * needs another header, {@code FILE.1} to {@code FILE.2} and so on. One that somebody else has moved away is made anew.
 * Confined to one thread at a time.
 */
final class CallFile implements AutoCloseable {
    /** How many older files are kept. */
    static final int KEPT = 9;

    private static final int LONGEST_HEADER = 4_096;

    private final Path path;
    private final long mostBytes;
    private @Nullable FileOutputStream out;
    private @Nullable Object identity;
    private long size;
    /** What stands at the top of the file that is open. */
    private String header = "";

    CallFile(Path path, long mostBytes) {
        this.path = path;
        this.mostBytes = mostBytes;
    }

    /**
     * Makes the file ready for lines of these columns; it is rotated first where it is full or has others.
     *
     * @throws IOException where it cannot be opened
     */
    void prepare(CallColumns columns) throws IOException {
        if (out != null && !isStillThere()) {
            close();
        }
        if (out == null && !goesOn(columns)) {
            begin(columns);
        } else if (size >= mostBytes || !header.equals(columns.header())) {
            close();
            begin(columns);
        }
    }

    /** Writes whole lines; {@link #prepare} comes first. */
    void write(byte[] bytes, int length) throws IOException {
        FileOutputStream open = out;
        if (open == null) {
            throw new IOException("closed");
        }
        open.write(bytes, 0, length);
        size += length;
    }

    @Override
    public void close() throws IOException {
        FileOutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }

    private boolean isStillThere() throws IOException {
        try {
            Object now = identityNow();
            return now == null || now.equals(identity);
        } catch (NoSuchFileException moved) {
            return false;
        }
    }

    /** Goes on with what an earlier process, or a setting before this one, has left under the path; false where that cannot be. */
    private boolean goesOn(CallColumns columns) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String why = RegularFile.whyNot(path);
        if (!why.isEmpty()) {
            throw new IOException(why);
        }
        if (Files.size(path) == 0) {
            return false;
        }
        String left = firstLine();
        if (left == null || !left.startsWith(CallColumns.FIXED)) {
            throw new IOException("holds something else than calls");
        }
        if (!columns.follow(left)) {
            return false;
        }
        open(columns.header());
        if (size > 0 && !endsWithLine()) {
            write(new byte[] {'\n'}, 1);
        }
        return true;
    }

    private void begin(CallColumns columns) throws IOException {
        if (Files.isRegularFile(path) && Files.size(path) > 0) { // and not /dev/null
            moveAway();
        }
        open(columns.header());
        byte[] line = (columns.header() + "\n").getBytes(StandardCharsets.UTF_8);
        write(line, line.length);
    }

    private void moveAway() throws IOException {
        for (int i = KEPT; i > 1; i--) {
            Path younger = older(i - 1);
            if (Files.exists(younger, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(younger, older(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, older(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path older(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    private void open(String withHeader) throws IOException {
        try {
            Files.createFile(path, ownerOnly());
        } catch (FileAlreadyExistsException goesOn) {
            // Its rights are what its owner made them.
        }
        out = RegularFile.append(path);
        identity = identityNow();
        size = Files.size(path);
        header = withHeader;
    }

    private FileAttribute<?>[] ownerOnly() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private @Nullable Object identityNow() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Null where there is none that could be a header. */
    private @Nullable String firstLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = RegularFile.read(path)) {
            byte[] start = in.readNBytes(LONGEST_HEADER);
            for (byte b : start) {
                if (b == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(b);
            }
        }
        return null;
    }

    private boolean endsWithLine() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(file.length() - 1);
            return file.read() == '\n';
        }
    }
}
