package io.nightjar.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;

/** Writes a {@link Pack} of a directory's files, the same bytes for the same files. Runs in the build, not in the jar. */
final class PackWriter {
    /** What every start reads is not deflated. */
    private static final List<String> PLAIN = List.of("io.nightjar.", "net.bytebuddy.jar.asm.");

    private PackWriter() {}

    /** One file as it lies in the pack. */
    private record Item(String name, byte[] stored, int length) {
        int taken() {
            return 2 + name.length() + stored.length;
        }
    }

    /**
     * Packs.
     *
     * @param arguments the directory, and the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            write(Path.of(arguments[0]), out);
        }
    }

    static void write(Path directory, OutputStream to) throws IOException {
        List<Item> items = items(directory);
        items.sort(
                Comparator.comparingInt((Item item) -> item.name().hashCode()).thenComparing(Item::name));
        DataOutputStream out = new DataOutputStream(to);
        out.writeInt(items.size());
        int at = 4 + items.size() * Pack.ROW;
        for (Item item : items) {
            out.writeInt(item.name().hashCode());
            out.writeInt(at);
            out.writeInt(item.taken());
            out.writeInt(item.length());
            at = Math.addExact(at, item.taken());
        }
        for (Item item : items) {
            out.writeShort(item.name().length());
            out.write(item.name().getBytes(StandardCharsets.ISO_8859_1));
            out.write(item.stored());
        }
        out.flush();
    }

    private static List<Item> items(Path directory) throws IOException {
        List<Item> items = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                items.add(item(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return items;
    }

    private static Item item(String path, byte[] content) throws IOException {
        String name = nameOf(path);
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(name) || name.length() > Character.MAX_VALUE) {
            throw new IOException(path + " has a name that the pack cannot hold");
        }
        byte[] deflated = isPlain(name) ? content : deflated(content);
        return new Item(name, deflated.length < content.length ? deflated : content, content.length);
    }

    private static boolean isPlain(String name) {
        for (String beginning : PLAIN) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** A class goes by its binary name, so that nothing has to be put together when one is looked for. */
    static String nameOf(String path) {
        return path.endsWith(".class")
                ? path.substring(0, path.length() - ".class".length()).replace('/', '.')
                : path;
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
