package io.nightjar.weave.match;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The class files that an application's class loader has, read without loading a class. */
final class LoaderFiles {
    private static final String IN_JAR = "!/";

    private LoaderFiles() {}

    /**
     * The bytes of a class file, null where the loader has none or cannot read it.
     *
     * @param name internal name
     */
    static byte @Nullable [] read(String name, ClassLoader loader) {
        return resource(name + ".class", loader);
    }

    /** The bytes of a resource, null where the loader has none or cannot read it. */
    static byte @Nullable [] resource(String resource, ClassLoader loader) {
        try {
            URL url = loader.getResource(resource);
            byte[] inJar = url == null ? null : inJar(url);
            if (inJar != null) {
                return inJar;
            }
            try (InputStream in = loader.getResourceAsStream(resource)) {
                return in == null ? null : in.readAllBytes();
            }
        } catch (IOException | RuntimeException unreadable) {
            // A loader that cannot read its own class file, as one that is closed, has no such type for us: its
            // subtypes
            // stay unwoven.
            return null;
        }
    }

    /**
     * What lies at a place, read past the JVM's cache of open jars.
     *
     * @throws IOException where it cannot be read
     */
    static byte[] at(URL url) throws IOException {
        byte[] inJar = inJar(url);
        if (inJar != null) {
            return inJar;
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    /**
     * What lies in a plain jar file, which the loader has open itself; null for every other place, and where the file is not to
     * be had any more. A jar's URL connection would do the same, but keeps the file open in a cache of its own, and loads
     * subclasses of JarFile; upon that, or upon a ZipFile that is none, the JVM throws away what it had compiled for loading
     * classes.
     */
    private static byte @Nullable [] inJar(URL url) {
        String place = url.getProtocol().equals("jar") ? url.getPath() : "";
        int border = place.indexOf(IN_JAR);
        boolean plain = border > 0 && place.startsWith("file:") && place.indexOf(IN_JAR, border + 1) < 0;
        if (!plain || place.indexOf('%', border) >= 0) {
            return null;
        }
        try (JarFile jar =
                new JarFile(Path.of(URI.create(place.substring(0, border))).toFile(), false)) {
            ZipEntry entry = jar.getEntry(place.substring(border + IN_JAR.length()));
            if (entry == null) {
                return null;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readAllBytes();
            }
        } catch (IOException | RuntimeException notSo) {
            // The loader itself is asked next, which may have the file open still.
            return null;
        }
    }
}
