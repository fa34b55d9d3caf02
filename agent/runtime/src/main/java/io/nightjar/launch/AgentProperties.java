package io.nightjar.launch;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's answers to {@code nightjar.jar alerts} and {@code status}: properties that the JVM hands out through its
 * attach protocol ({@code getAgentProperties}), each made at the moment it is asked for. Nothing is loaded into the
 * application, no socket or file is opened, no thread waits. Thread-safe.
 *
 * <p>They are the <em>defaults</em> of the JVM's own agent properties, so that the JVM's keys stay what they are.
 */
final class AgentProperties implements AutoCloseable {
    private static final String ALERTS = "nightjar.alerts";
    private static final String STATUS = "nightjar.status";

    private final Properties jvmProperties;
    private final VarHandle defaults;

    private AgentProperties(Properties jvmProperties, VarHandle defaults) {
        this.jvmProperties = jvmProperties;
        this.defaults = defaults;
    }

    /**
     * Publishes the answers.
     *
     * @throws ReflectiveOperationException on a JVM that keeps its agent properties elsewhere
     */
    static AgentProperties publish(Instrumentation instrumentation, Status status)
            throws ReflectiveOperationException {
        Module base = Object.class.getModule();
        Set<Module> ours = Set.of(AgentProperties.class.getModule());
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of("java.util", ours, "jdk.internal.vm", ours), Set.of(), Map.of());
        Method get = Class.forName("jdk.internal.vm.VMSupport").getDeclaredMethod("getAgentProperties");
        get.setAccessible(true);
        VarHandle defaults = MethodHandles.privateLookupIn(Properties.class, MethodHandles.lookup())
                .findVarHandle(Properties.class, "defaults", Properties.class);
        AgentProperties published = new AgentProperties((Properties) get.invoke(null), defaults);
        defaults.set(published.jvmProperties, new Answers(status));
        return published;
    }

    @Override
    public void close() {
        defaults.set(jvmProperties, (Properties) null);
    }

    /** Properties whose values are made when they are read. */
    private static final class Answers extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Status status;

        Answers(Status status) {
            this.status = status;
            put(ALERTS, "");
            put(STATUS, "");
        }

        @Override
        public @Nullable String getProperty(String key) {
            return switch (key) {
                case ALERTS -> status.alerts();
                case STATUS -> status.status();
                default -> super.getProperty(key);
            };
        }

        @Override
        public synchronized boolean equals(Object other) {
            return this == other;
        }

        @Override
        public synchronized int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
