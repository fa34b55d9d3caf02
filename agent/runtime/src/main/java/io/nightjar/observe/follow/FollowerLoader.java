package io.nightjar.observe.follow;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines the agent's classes of one package that name types of a library: below the library's own class loader, so that
 * they see it, and the agent. Thread-safe.
 */
final class FollowerLoader extends ClassLoader {
    private static final ClassLoader AGENT = FollowerLoader.class.getClassLoader();

    private final String prefix;

    private FollowerLoader(String prefix, @Nullable ClassLoader library) {
        super("nightjar-follower", library);
        this.prefix = prefix;
    }

    /**
     * An object of a class that is defined anew.
     *
     * @param name of the class, which has a public constructor without parameters; its package is defined with it
     * @param ofLibrary a class of the library
     */
    static Object make(String name, Class<?> ofLibrary) {
        String prefix = name.substring(0, name.lastIndexOf('.') + 1);
        try {
            return new FollowerLoader(prefix, ofLibrary.getClassLoader())
                    .loadClass(name)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException strange) {
            throw new IllegalStateException("an unknown library: " + ofLibrary, strange);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.nightjar.")) {
            return super.loadClass(name, resolve);
        }
        if (!name.startsWith(prefix)) {
            return Class.forName(name, false, AGENT);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = AGENT.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, FollowerLoader.class.getProtectionDomain());
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
