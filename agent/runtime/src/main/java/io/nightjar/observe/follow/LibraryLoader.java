package io.nightjar.observe.follow;

import io.nightjar.host.Privileged;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sees one library of the application's, and the agent: it defines those classes of the agent's that use the library's
 * types, which are compiled against it and carried without it. A library that the application has twice has two.
 */
final class LibraryLoader extends ClassLoader {
    private static final ClassLoader AGENT = LibraryLoader.class.getClassLoader();

    private final String defined;

    /** @param defined the package of the agent's classes that it defines, with a dot at its end */
    private LibraryLoader(@Nullable ClassLoader library, String defined) {
        super(
                "nightjar-"
                        + defined.substring(defined.lastIndexOf('.', defined.length() - 2) + 1, defined.length() - 1),
                library);
        this.defined = defined;
    }

    /**
     * An object of a class of the agent's that uses a library.
     *
     * @param library a type of the library's, as the application has it
     * @param name dotted name of the class, which has a public constructor without parameters; it and the classes of its
     *     package are defined for that library alone
     * @param role what the agent knows the object as
     */
    static <T> T make(Class<?> library, String name, Class<T> role) throws ReflectiveOperationException {
        try {
            return role.cast(
                    Privileged.isManaged() ? Privileged.call(() -> ownMake(library, name)) : ownMake(library, name));
        } catch (ReflectiveOperationException | RuntimeException thrown) {
            throw thrown;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object ownMake(Class<?> library, String name) throws ReflectiveOperationException {
        String defined = name.substring(0, name.lastIndexOf('.') + 1);
        ClassLoader loader = new LibraryLoader(library.getClassLoader(), defined);
        Class<?> type = loader.loadClass(name);
        // What the library lacks shows now, and not in the application's calls.
        for (Class<?> nested : type.getDeclaredClasses()) {
            Class.forName(nested.getName(), true, loader);
        }
        return type.getConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.nightjar.")) {
            return super.loadClass(name, resolve);
        }
        if (!name.startsWith(defined)) {
            return Class.forName(name, false, AGENT);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = Privileged.isManaged() ? Privileged.get(() -> read(name)) : read(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, LibraryLoader.class.getProtectionDomain());
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream in = AGENT.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
