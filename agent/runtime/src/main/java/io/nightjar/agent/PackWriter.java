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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/** Writes a {@link Pack} of a directory's files, the same bytes for the same files. Runs in the build, not in the jar. */
final class PackWriter {
    /** What every start reads is not deflated, */
    private static final List<String> PLAIN = List.of(
            "io.nightjar.", "io/nightjar/nightjar-version.", "java.lang.NightjarHook", "net.bytebuddy.jar.asm.");
    /** but for these parts of it. */
    private static final List<String> SELDOM_READ = List.of(
            "io.nightjar.advice.",
            "io.nightjar.calls.",
            "io.nightjar.cli.",
            "io.nightjar.console.",
            "io.nightjar.export.jfr.",
            "io.nightjar.export.jmx.",
            "io.nightjar.export.metric.",
            "io.nightjar.export.otlp.",
            "io.nightjar.export.prometheus.",
            "io.nightjar.json.",
            "io.nightjar.learn.",
            "io.nightjar.objective.",
            "io.nightjar.observe.follow.kotlin.",
            "io.nightjar.observe.follow.mutiny.",
            "io.nightjar.observe.follow.rxjava.",
            "io.nightjar.replay.",
            "io.nightjar.request.",
            "io.nightjar.rule.",
            "io.nightjar.sample.gpu.",
            "io.nightjar.sink.protocol.",
            "io.nightjar.sink.spool.",
            "io.nightjar.state.",
            "io.nightjar.status.");

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
            Map<String, byte[]> files = UsedClasses.of(files(Path.of(arguments[0])));
            files.replaceAll((path, content) -> path.endsWith(".class") ? ClassStripper.strip(content) : content);
            write(files, out);
        }
    }

    /** Writes files by their paths. */
    static void write(Map<String, byte[]> files, OutputStream to) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            items.add(item(file.getKey(), file.getValue()));
        }
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

    /** The files of a directory by their paths. */
    static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                files.put(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
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
        return beginsWithOneOf(PLAIN, name) && !beginsWithOneOf(SELDOM_READ, name);
    }

    private static boolean beginsWithOneOf(List<String> beginnings, String name) {
        for (String beginning : beginnings) {
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
