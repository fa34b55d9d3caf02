package io.nightjar.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A jar in the making, in the layout of a framework. */
public final class Archive implements AutoCloseable {
    private final Set<String> names = new HashSet<>();
    private final JarOutputStream out;

    public Archive(OutputStream to, Map<String, String> attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        out = new JarOutputStream(to, manifest);
    }

    /** What a folder holds, where a name begins with one of these. */
    public void folder(Path folder, String under, List<String> beginnings) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (beginnings.stream().anyMatch(name::startsWith)) {
                    entry(under + name, Files.readAllBytes(file));
                }
            }
        }
    }

    /** The classes of a jar, unpacked. */
    public void unpacked(Path jar) throws IOException {
        try (InputStream file = Files.newInputStream(jar);
                JarInputStream in = new JarInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    entry(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    /** A file as it is, not compressed: a jar within a jar. */
    public void stored(String name, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        folders(name);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private void entry(String name, byte[] bytes) throws IOException {
        folders(name);
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private void folders(String name) throws IOException {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            String folder = name.substring(0, slash + 1);
            if (names.add(folder)) {
                out.putNextEntry(new ZipEntry(folder));
                out.closeEntry();
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
