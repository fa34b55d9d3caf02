package io.nightjar.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The class loader behind which the agent and its libraries live: reads the entries of the jar's inner folder, sees the
 * platform's classes and none of the application's. Thread-safe.
 *
 * <p>Class files are stored as {@code nightjar/<path>.classdata}, so that no scanner of the class path takes them for
 * classes; other resources keep their names under {@code nightjar/}.
 */
final class IsolatedClassLoader extends ClassLoader {
    private static final String FOLDER = "nightjar/";

    static {
        registerAsParallelCapable();
    }

    private final ZipFile jar;
    private final ProtectionDomain domain;

    IsolatedClassLoader(ZipFile jar, URL location) {
        super("nightjar", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
        this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null, this, null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = read(name.replace('.', '/') + ".class");
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    /** The jar's own entry, read without a URL and without asking the platform's modules; theirs where it has none. */
    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes;
        try {
            bytes = read(name);
        } catch (IOException e) {
            return null;
        }
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    @Override
    protected URL findResource(String name) {
        if (entry(name) == null) {
            return null;
        }
        try {
            return new URL("nightjar", null, -1, '/' + name, new EntryHandler());
        } catch (MalformedURLException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(found));
    }

    private ZipEntry entry(String name) {
        return jar.getEntry(FOLDER + (name.endsWith(".class") ? name + "data" : name));
    }

    private byte[] read(String name) throws IOException {
        ZipEntry entry = entry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            // Exactly as long as it is: readAllBytes would leave 16 KB of garbage behind for each class.
            byte[] bytes = new byte[(int) entry.getSize()];
            if (in.readNBytes(bytes, 0, bytes.length) != bytes.length) {
                throw new EOFException(name + " is cut off in the agent's jar");
            }
            return bytes;
        }
    }

    /** Opens the loader's own URLs; the JDK's jar handler would look for the entry under its outer name. */
    private final class EntryHandler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new EntryConnection(url);
        }
    }

    private final class EntryConnection extends URLConnection {
        private byte[] bytes;

        EntryConnection(URL url) {
            super(url);
        }

        @Override
        public void connect() throws IOException {
            if (bytes == null) {
                bytes = read(url.getPath().substring(1));
            }
            if (bytes == null) {
                throw new IOException("no entry " + url.getPath() + " in the agent's jar");
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            connect();
            return new ByteArrayInputStream(bytes);
        }
    }
}
