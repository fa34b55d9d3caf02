package io.nightjar.observe.follow;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The agent's classes that extend Reactor's, one set for each Reactor of the application: they are defined in a class
 * loader of their own below that Reactor's. Thread-safe.
 */
final class Reactor {
    private static final String PACKAGE = "io.nightjar.observe.follow.reactor.";

    /** By Mono's and Flux's classes. */
    private static final ClassValue<PublisherFollower> FOLLOWERS = new ClassValue<>() {
        @Override
        protected PublisherFollower computeValue(Class<?> base) {
            try {
                return (PublisherFollower) new Loader(base.getClassLoader())
                        .loadClass(PACKAGE + "ReactorFollower")
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException strange) {
                throw new IllegalStateException("an unknown Reactor: " + base, strange);
            }
        }
    };

    private Reactor() {}

    /** Reactor's Mono or Flux that a class descends from; null where it descends from neither. */
    static @Nullable Class<?> baseOf(@Nullable Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            String name = each.getName();
            if (name.equals("reactor.core.publisher.Flux") || name.equals("reactor.core.publisher.Mono")) {
                return each;
            }
        }
        return null;
    }

    static PublisherFollower of(Object publisher) {
        return FOLLOWERS.get(baseOf(publisher.getClass()));
    }

    /** @param base as {@link #baseOf} returns it */
    static PublisherFollower of(Class<?> base) {
        return FOLLOWERS.get(base);
    }

    /** Sees one Reactor, and the agent. */
    private static final class Loader extends ClassLoader {
        private static final ClassLoader AGENT = Reactor.class.getClassLoader();

        Loader(@Nullable ClassLoader reactor) {
            super("nightjar-reactor", reactor);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.nightjar.")) {
                return super.loadClass(name, resolve);
            }
            if (!name.startsWith(PACKAGE)) {
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
                return defineClass(name, bytes, 0, bytes.length, Reactor.class.getProtectionDomain());
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
