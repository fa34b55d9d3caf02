package io.nightjar.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.zip.ZipFile;

/**
 * The class loader behind which the agent and its libraries live: reads the {@link Pack} in the jar's inner folder, sees
 * the platform's classes and none of the application's. Thread-safe.
 *
 * <p>To run it is to make it independent of the jar: what the agent may still need of it is held elsewhere from then on.
 */
final class IsolatedClassLoader extends ClassLoader implements Runnable {
    private static final String PACK = "nightjar/agent.pack";
    /** Larger than nearly all class files that a start needs. */
    private static final int LARGEST_PLAIN = 1 << 15;

    static {
        registerAsParallelCapable();
    }

    /**
     * Beginnings of what stays on disk: native access and OSHI, large and used where there is a GPU or no Linux, the console's
     * server and the formats of metrics, large and used where a console listens, and what only the jar's commands use, each in a JVM of its own.
     */
    private static final String[] ON_DISK = {
        "com.sun.jna",
        "com/sun/jna",
        "oshi.",
        "org.eclipse.jetty.",
        "org/eclipse/jetty/",
        "io.prometheus.",
        "io/prometheus/",
        "oshi/",
        "io.nightjar.cli.",
        "io.nightjar.replay.",
        "picocli.",
        "net.bytebuddy.agent.",
        "win32-",
    };

    private final ClassLoader platform;
    private final Pack pack;
    private final ProtectionDomain domain;
    /** What class files are read into one after the other, as long as they lie in the jar alone. */
    private byte[] buffer = new byte[LARGEST_PLAIN];

    private boolean isHeld;

    IsolatedClassLoader(ZipFile jar, URL location) throws IOException {
        super("nightjar", ClassLoader.getPlatformClassLoader());
        this.platform = getParent();
        this.pack = Pack.open(jar, PACK);
        this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), everything(), this, null);
    }

    /**
     * The agent was let in with all rights, or stays off. A security manager that main sets later would else take them
     * from threads that run already, and alerts would stop.
     */
    private static Permissions everything() {
        Permissions permissions = new Permissions();
        permissions.add(new AllPermission());
        return permissions;
    }

    /** At once where it is clear whose a class is: the way by all parents costs a start milliseconds. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return platform.loadClass(name);
        }
        if (!name.startsWith("io.nightjar.") && !name.startsWith("net.bytebuddy.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            Class<?> defined = definePlain(name);
            if (defined == null) {
                byte[] bytes = pack.read(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                defined = defineClass(name, bytes, 0, bytes.length, domain);
            }
            pack.forget(name);
            return defined;
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Null where the class is not to be had that way: then it is read as anything else is. */
    private Class<?> definePlain(String name) {
        byte[] buffer = takeBuffer();
        if (buffer == null) {
            return null;
        }
        try {
            int end = pack.readPlain(name, buffer);
            int begin = Pack.beginOf(name);
            return end == 0 ? null : defineClass(name, buffer, begin, end - begin, domain);
        } finally {
            giveBack(buffer);
        }
    }

    /** Null where another thread, or a class that this one is being defined for, has it. */
    private synchronized byte[] takeBuffer() {
        byte[] taken = buffer;
        buffer = null;
        return taken;
    }

    private synchronized void giveBack(byte[] taken) {
        buffer = isHeld ? null : taken;
    }

    private synchronized void dropBuffer() {
        isHeld = true;
        buffer = null;
    }

    /**
     * Holds apart from the jar what has not been loaded yet and may be: from then on the jar may be overwritten.
     *
     * @throws UncheckedIOException if the jar cannot be read
     */
    @Override
    public void run() {
        try {
            EntryHandler.openRoot(
                    this); // its classes are loaded from the jar too, by the application's loader, as this one was
            pack.hold(new Needed(), System.getProperty("java.io.tmpdir"));
            dropBuffer();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is worth holding. A class and no lambda, for a quick start. */
    private final class Needed implements Predicate<String> {
        @Override
        public boolean test(String name) {
            for (String beginning : ON_DISK) {
                if (name.startsWith(beginning)) {
                    return false;
                }
            }
            return findLoadedClass(name) == null;
        }
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
        try {
            if (!pack.has(packed(name))) {
                return null;
            }
            return EntryHandler.url(this, name);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(found));
    }

    private byte[] read(String name) throws IOException {
        return pack.read(packed(name));
    }

    private static String packed(String name) {
        return name.endsWith(".class")
                ? name.substring(0, name.length() - ".class".length()).replace('/', '.')
                : name;
    }

    /** Opens the loader's own URLs; the JDK's jar handler would look for the entry under its outer name. */
    private static final class EntryHandler extends URLStreamHandler {
        private final IsolatedClassLoader loader;

        private EntryHandler(IsolatedClassLoader loader) {
            this.loader = loader;
        }

        /** Made here, so that what makes a URL can be verified without this class. */
        static URL url(IsolatedClassLoader loader, String name) throws IOException {
            return new URL("nightjar", null, -1, '/' + name, new EntryHandler(loader));
        }

        static void openRoot(IsolatedClassLoader loader) throws IOException {
            url(loader, "").openConnection();
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return loader.new EntryConnection(url);
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
