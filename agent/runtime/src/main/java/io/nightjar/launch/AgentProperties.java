package io.nightjar.launch;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The agent's answers to {@code nightjar.jar alerts} and {@code status}: properties that the JVM hands out through its
 * attach protocol ({@code getAgentProperties}), each made at the moment it is asked for. Nothing is loaded into the
 * application, no socket or file is opened, no thread waits. Thread-safe.
 *
 * <p>They are the <em>defaults</em> of the JVM's own agent properties, so that the JVM's keys stay what they are.
 */
final class AgentProperties implements AutoCloseable {
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
    static AgentProperties publish(Instrumentation instrumentation, Map<String, Supplier<String>> answers)
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
        defaults.set(published.jvmProperties, new Answers(answers));
        return published;
    }

    @Override
    public void close() {
        defaults.set(jvmProperties, (Properties) null);
    }

    /** Properties whose values are made when they are read. */
    private static final class Answers extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, Supplier<String>> answers;

        Answers(Map<String, Supplier<String>> answers) {
            this.answers = answers;
            for (String key : answers.keySet()) {
                put(key, "");
            }
        }

        @Override
        public String getProperty(String key) {
            Supplier<String> answer = answers.get(key);
            return answer == null ? super.getProperty(key) : answer.get();
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
