package io.nightjar.weave;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.OperationValues;
import io.nightjar.config.WatchSettings;
import io.nightjar.config.WrittenValues;
import io.nightjar.hook.Hook;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.WovenRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A weaver with a class loader whose classes pass through it, as under an agent, and a fake recorder. */
final class WeavingFixture implements AutoCloseable {
    final FakeCallEvents calls = new FakeCallEvents();
    final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    final List<ClassFileTransformer> transformers = new ArrayList<>();
    final Weaver weaver;
    final Loader loader = new Loader(transformers);

    WeavingFixture(WatchSettings settings) {
        this(settings, null);
    }

    /** @param recorder where calls are recorded; null for the fake */
    WeavingFixture(WatchSettings settings, WovenRecorder recorder) {
        weaver = recorder == null
                ? Weaver.create(settings, calls, log, instrumentation())
                : Weaver.create(settings, recorder, log, instrumentation());
        weaver.install();
    }

    static WeavingFixture watching(String... entries) {
        return new WeavingFixture(new WatchSettings(List.of(entries), List.of(), null));
    }

    static WeavingFixture reading(List<OperationDefinition> operations, OperationValues... values) {
        return new WeavingFixture(new WatchSettings(List.of(), operations, List.of(values), null, WrittenValues.NONE));
    }

    static WeavingFixture operation(OperationDefinition operation) {
        return new WeavingFixture(new WatchSettings(List.of(), List.of(operation), null));
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    Object make(String name) throws ReflectiveOperationException {
        return load(name).getConstructor().newInstance();
    }

    /** An instrumentation that only knows transformers: the loader applies them. */
    private Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                WeavingFixture.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "addTransformer" -> transformers.add((ClassFileTransformer) arguments[0]);
                        case "removeTransformer" -> {
                            return transformers.remove(arguments[0]);
                        }
                        case "getAllLoadedClasses" -> {
                            return new Class<?>[0];
                        }
                        case "isRetransformClassesSupported" -> {
                            return false;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    @Override
    public void close() {
        weaver.close();
        Hook.uninstall();
    }

    /** Defines the classes of some packages anew, each passed through the transformers. */
    static final class Loader extends ClassLoader {
        private final List<ClassFileTransformer> transformers;
        private final List<String> prefixes;

        Loader(List<ClassFileTransformer> transformers) {
            this(transformers, "com.acme.");
        }

        Loader(List<ClassFileTransformer> transformers, String... prefixes) {
            super(WeavingFixture.class.getClassLoader());
            this.transformers = transformers;
            this.prefixes = List.of(prefixes);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return prefixes.stream().anyMatch(name::startsWith) ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String resource = name.replace('.', '/') + ".class";
            try (InputStream in = WeavingFixture.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                for (ClassFileTransformer transformer : transformers) {
                    byte[] changed = transform(transformer, name, bytes);
                    bytes = changed == null ? bytes : changed;
                }
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }

        private byte[] transform(ClassFileTransformer transformer, String name, byte[] bytes) {
            try {
                return transformer.transform(null, this, name.replace('.', '/'), null, null, bytes);
            } catch (java.lang.instrument.IllegalClassFormatException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
