package io.nightjar.sample.reading;

import io.nightjar.log.AgentLog;
import java.lang.instrument.Instrumentation;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Native access for JNA and nothing else on JDK 24 and later, where loading native code prints a warning otherwise.
 *
 * <p>Access is granted by module, and all unnamed modules, the application's too, share one grant. So the packages of
 * JNA become a module {@code com.sun.jna} of the class loader that reads the agent's classes, before any class of them
 * is loaded: the loader goes on as before, and the classes it defines in those packages belong to that module. Only it
 * gets the grant. Thread-safe.
 */
public final class NativeAccess {
    private static final int FIRST_WITH_WARNING = 24;
    private static final String MODULE = "com.sun.jna";
    private static final String LOGGING = "java.logging";
    private static final Set<String> PACKAGES =
            Set.of("com.sun.jna", "com.sun.jna.internal", "com.sun.jna.ptr", "com.sun.jna.win32");

    private static volatile @Nullable Instrumentation instrumentation;
    private static boolean done;

    private NativeAccess() {}

    /** Hands over what the grant needs; nothing is done before native code is wanted. */
    public static void grant(Instrumentation handed) {
        instrumentation = handed;
    }

    /** Makes the grant, once; called before the first use of JNA. Where a JVM does not let it, JNA goes without. */
    public static synchronized void enable(AgentLog log) {
        Instrumentation handed = instrumentation;
        if (done || handed == null || Runtime.version().feature() < FIRST_WITH_WARNING) {
            return;
        }
        done = true;
        try {
            makeGrant(handed);
        } catch (Exception | LinkageError refused) {
            log.failure("sample.native-access", refused);
        }
    }

    private static void makeGrant(Instrumentation handed) throws ReflectiveOperationException {
        Module module = define(NativeAccess.class.getClassLoader());
        handed.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(NativeAccess.class.getModule())),
                Set.of(),
                Map.of());
        Method enable = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
        enable.setAccessible(true);
        enable.invoke(module);
    }

    private static Module define(ClassLoader loader) {
        ModuleDescriptor.Builder builder = ModuleDescriptor.newOpenModule(MODULE);
        if (ModuleLayer.boot().findModule(LOGGING).isPresent()) {
            // JNA's classes log by it; they can do without java.desktop.
            builder.requires(LOGGING);
        }
        for (String name : PACKAGES) {
            builder.exports(name);
        }
        OneModule finder = new OneModule(new Reference(builder.build()));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(finder, ModuleFinder.of(), Set.of(MODULE));
        return ModuleLayer.defineModules(configuration, List.of(boot), name -> loader)
                .layer()
                .findModule(MODULE)
                .orElseThrow();
    }

    /** A module whose content the class loader knows where to find. */
    private static final class Reference extends ModuleReference {
        Reference(ModuleDescriptor descriptor) {
            super(descriptor, null);
        }

        @Override
        public ModuleReader open() {
            throw new UnsupportedOperationException("the class loader reads it");
        }
    }

    /** Finds that module alone. */
    private record OneModule(ModuleReference reference) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(MODULE) ? Optional.of(reference) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(reference);
        }
    }
}
