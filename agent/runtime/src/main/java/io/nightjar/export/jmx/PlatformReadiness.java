package io.nightjar.export.jmx;

import io.nightjar.log.AgentLog;
import io.nightjar.time.NanoClock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether the platform's MBean server may be used. Its first use initialises {@code java.util.logging} and itself, and both take
 * what system properties name at that moment: application servers set these in their main. So it may be used once the
 * application has initialised logging itself, or has run for a while without and names no log manager; and once the builder of
 * servers that it names is loaded. Loaded classes alone are looked at, and none is loaded. Confined to one thread.
 */
final class PlatformReadiness {
    static final String LOG_MANAGER = "java.util.logging.manager";
    static final String SERVER_BUILDER = "javax.management.builder.initial";

    /** How long an application may take from its main to its log manager. */
    static final long START_NANOS = 10_000_000_000L;
    /** After how long it is said what is waited for. */
    static final long SAID_NANOS = 60_000_000_000L;
    /** The properties may be set one shortly after the other. */
    private static final int LOOKS = 2;

    /** Loaded as the first log manager is made: {@code LogManager} itself may be loaded long before it is initialised. */
    private static final String LOG_MANAGER_MADE = "java.util.logging.LogManager$SystemLoggerContext";

    private final Supplier<Class<?>[]> loadedClasses;
    private final UnaryOperator<@Nullable String> properties;
    private final NanoClock clock;
    private final AgentLog log;
    private final long startNanos;
    private int readyLooks;

    PlatformReadiness(
            Supplier<Class<?>[]> loadedClasses,
            UnaryOperator<@Nullable String> properties,
            NanoClock clock,
            AgentLog log) {
        this.loadedClasses = loadedClasses;
        this.properties = properties;
        this.clock = clock;
        this.log = log;
        this.startNanos = clock.nanoTime();
    }

    /** To be asked about once a second, from the application's main on, until it is true. */
    boolean isReady() {
        if (readyLooks >= LOOKS) {
            return true;
        }
        Class<?>[] loaded = loadedClasses.get();
        readyLooks = isLoggingReady(loaded) && isServerReady(loaded) ? readyLooks + 1 : 0;
        return readyLooks >= LOOKS;
    }

    private boolean isLoggingReady(Class<?>[] loaded) {
        Module logging = ModuleLayer.boot().findModule("java.logging").orElse(null);
        if (logging == null || named(loaded, logging, LOG_MANAGER_MADE) != null) {
            return true;
        }
        String name = properties.apply(LOG_MANAGER);
        if (name != null) {
            sayWaiting(LOG_MANAGER, name);
            return false;
        }
        return clock.nanoTime() - startNanos >= START_NANOS;
    }

    private boolean isServerReady(Class<?>[] loaded) {
        String name = properties.apply(SERVER_BUILDER);
        if (name == null) {
            return true;
        }
        Module management = ModuleLayer.boot().findModule("java.management").orElse(null);
        Class<?> builder = management == null ? null : named(loaded, management, "javax.management.MBeanServerBuilder");
        if (builder != null && isDescendantLoaded(loaded, builder, name)) {
            return true;
        }
        sayWaiting(SERVER_BUILDER, name);
        return false;
    }

    private void sayWaiting(String property, String name) {
        if (clock.nanoTime() - startNanos >= SAID_NANOS) {
            log.warnOnce(
                    "jmx waits " + property,
                    "the MXBeans of jmx.enabled wait until the application uses what " + property + " names: " + name);
        }
    }

    /** The module first: a class makes and keeps its name when it is asked for it. */
    private static @Nullable Class<?> named(Class<?>[] loaded, Module of, String name) {
        for (Class<?> type : loaded) {
            if (type.getModule() == of && type.getName().equals(name)) {
                return type;
            }
        }
        return null;
    }

    private static boolean isDescendantLoaded(Class<?>[] loaded, Class<?> base, String name) {
        for (Class<?> type : loaded) {
            if (base.isAssignableFrom(type) && type.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
