package io.nightjar.weave.match;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The class files of jars and directories, jars within jars included, as resources of a loader that never defines a
 * class. Confined to one thread.
 */
public final class ClassFiles extends ClassLoader {
    private static final String CLASS = ".class";
    private static final String BOOT_CLASSES = "BOOT-INF/classes/";
    private static final String WEB_CLASSES = "WEB-INF/classes/";

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String MAVEN = "META-INF/maven/";
    private static final String MAVEN_PROPERTIES = "/pom.properties";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    /** What Maven wrote down of the versions, by path. */
    private final Map<String, byte[]> properties = new HashMap<>();
    /** By internal name, for what lies in a jar. */
    private final Map<String, Jar> jars = new HashMap<>();

    /**
     * A jar, the innermost one.
     *
     * @param texts its manifest, and what Maven wrote down, by path
     */
    private record Jar(String name, Map<String, byte[]> texts) implements JarPlace {
        static Jar of(String file) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            return new Jar(name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name, new HashMap<>());
        }

        @Override
        public byte @Nullable [] resource(String path) {
            return texts.get(path);
        }
    }

    private ClassFiles() {
        super(null);
    }

    /**
     * Reads them all.
     *
     * @throws IOException where one is not there or no jar
     */
    public static ClassFiles of(List<Path> places) throws IOException {
        ClassFiles files = new ClassFiles();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                files.readDirectory(place);
            } else {
                try (InputStream in = Files.newInputStream(place)) {
                    if (files.readWhole(in, Jar.of(String.valueOf(place.getFileName()))) == 0) {
                        throw new IOException(place + " is no jar, or an empty one");
                    }
                }
            }
        }
        return files;
    }

    /** The jar in which a type lies; null where it lies in none. */
    @Nullable
    JarPlace place(String type) {
        return jars.get(type);
    }

    /** Dotted names of the packages. */
    public Set<String> packages() {
        Set<String> packages = new LinkedHashSet<>();
        for (String name : files.keySet()) {
            int slash = name.lastIndexOf('/');
            if (slash > 0) {
                packages.add(name.substring(0, slash).replace('/', '.'));
            }
        }
        return packages;
    }

    /** By internal name, in the order in which they were found. */
    public Map<String, byte[]> all() {
        return files;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = name.endsWith(CLASS)
                ? files.get(name.substring(0, name.length() - CLASS.length()))
                : properties.get(name);
        return bytes != null ? new ByteArrayInputStream(bytes) : Object.class.getResourceAsStream('/' + name);
    }

    private void readDirectory(Path directory) throws IOException {
        List<Path> found;
        try (var paths = Files.walk(directory)) {
            found = paths.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : found) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            if (name.endsWith(".jar")) {
                try (InputStream in = Files.newInputStream(file)) {
                    readWhole(in, Jar.of(name));
                }
            } else if (name.endsWith(CLASS)) {
                add(name, Files.readAllBytes(file), null);
            }
        }
    }

    private int readWhole(InputStream in, Jar jar) throws IOException {
        try {
            return readJar(in, jar);
        } catch (ZipException | EOFException damaged) {
            throw new IOException(jar.name() + ".jar is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private int readJar(InputStream in, Jar own) throws IOException {
        ZipInputStream jar = new ZipInputStream(in);
        int entries = 0;
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            entries++;
            if (entry.getName().endsWith(".jar")) {
                readWhole(new ByteArrayInputStream(jar.readAllBytes()), Jar.of(entry.getName()));
            } else if (entry.getName().endsWith(CLASS)) {
                add(entry.getName(), jar.readAllBytes(), own);
            } else if (entry.getName().startsWith(MAVEN) && entry.getName().endsWith(MAVEN_PROPERTIES)) {
                byte[] text = jar.readAllBytes();
                properties.putIfAbsent(entry.getName(), text);
                own.texts().put(entry.getName(), text);
            } else if (entry.getName().equals(MANIFEST)) {
                own.texts().put(MANIFEST, jar.readAllBytes());
            }
        }
        return entries;
    }

    private void add(String path, byte[] bytes, @Nullable Jar jar) {
        String name = path.substring(0, path.length() - CLASS.length());
        if (name.startsWith(BOOT_CLASSES)) {
            name = name.substring(BOOT_CLASSES.length());
        } else if (name.startsWith(WEB_CLASSES)) {
            name = name.substring(WEB_CLASSES.length());
        }
        if (!name.startsWith("META-INF/") && !name.endsWith("-info")) {
            if (files.putIfAbsent(name, bytes) == null && jar != null) {
                jars.put(name, jar);
            }
        }
    }
}
