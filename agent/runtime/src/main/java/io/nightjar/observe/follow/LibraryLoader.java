package io.nightjar.observe.follow;

import io.nightjar.host.Privileged;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines one package of the agent below a library of the application's: its classes see that library, and the agent.
 * Thread-safe.
 */
final class LibraryLoader extends ClassLoader {
    private static final ClassLoader AGENT = LibraryLoader.class.getClassLoader();

    private final String ownPackage;

    /**
     * @param ownPackage the package to define, with a dot at its end
     * @param library the loader of the library
     */
    LibraryLoader(String name, String ownPackage, @Nullable ClassLoader library) {
        super("nightjar-" + name, library);
        this.ownPackage = ownPackage;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.nightjar.")) {
            return super.loadClass(name, resolve);
        }
        if (!name.startsWith(ownPackage)) {
            return Class.forName(name, false, AGENT);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = Privileged.isManaged() ? Privileged.get(() -> read(name)) : read(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length, LibraryLoader.class.getProtectionDomain());
        }
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream in = AGENT.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
