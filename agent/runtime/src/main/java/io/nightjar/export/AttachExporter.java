package io.nightjar.export;

import io.nightjar.advice.AdviceText;
import io.nightjar.log.AgentLog;
import io.nightjar.request.AgentRequests;
import io.nightjar.status.StatusJson;
import io.nightjar.status.StatusSource;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's answers to {@code nightjar.jar alerts}, {@code status}, {@code conditions}, {@code silences}, {@code advise} and to requests: properties that the JVM hands out through its
 * attach protocol ({@code getAgentProperties}), each made at the moment it is asked for. Nothing is loaded into the
 * application, no socket or file is opened, no thread waits. Thread-safe.
 *
 * <p>They are the <em>defaults</em> of the JVM's own agent properties, so that the JVM's keys stay what they are.
 */
public final class AttachExporter implements Exporter {
    /** The property with the alerts that were sent, a JSON array, oldest first. */
    public static final String ALERTS = "nightjar.alerts";
    /** The property with the status, a JSON object. */
    public static final String STATUS = "nightjar.status";
    /** The property with what fires or is pending, a JSON array, in the order in which it began. */
    public static final String CONDITIONS = "nightjar.conditions";
    /** The property with the silences that are not over, a JSON array. */
    public static final String SILENCES = "nightjar.silences";
    /** The property with the thresholds that are advised, a fragment of a properties file. */
    public static final String ADVICE = "nightjar.advice";
    /** The property that carries out the request that waits, and holds the answer to the last one, a JSON object. */
    public static final String REQUEST = "nightjar.request";

    /** The property with how the process's own user reaches the console, a JSON object, empty where none listens. */
    public static final String CONSOLE = "nightjar.console";

    private final StatusSource source;
    private final AgentRequests requests;
    private final Instrumentation instrumentation;
    private final AgentLog log;
    /** The JVM's own properties, once the answers are their defaults. */
    private @Nullable Properties jvmProperties;

    private @Nullable VarHandle defaults;

    AttachExporter(StatusSource source, AgentRequests requests, Instrumentation instrumentation, AgentLog log) {
        this.source = source;
        this.requests = requests;
        this.instrumentation = instrumentation;
        this.log = log;
    }

    @Override
    public String name() {
        return "launch.properties";
    }

    /** @throws ReflectiveOperationException on a JVM that keeps its agent properties elsewhere */
    @Override
    public synchronized void start() throws ReflectiveOperationException {
        Module base = Object.class.getModule();
        Set<Module> own = Set.of(AttachExporter.class.getModule());
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of("java.util", own, "jdk.internal.vm", own), Set.of(), Map.of());
        Method get = Class.forName("jdk.internal.vm.VMSupport").getDeclaredMethod("getAgentProperties");
        get.setAccessible(true);
        VarHandle field = MethodHandles.privateLookupIn(Properties.class, MethodHandles.lookup())
                .findVarHandle(Properties.class, "defaults", Properties.class);
        Properties properties = (Properties) get.invoke(null);
        field.set(properties, new Answers(source, requests, log));
        jvmProperties = properties;
        defaults = field;
    }

    @Override
    public synchronized void close() {
        VarHandle field = defaults;
        if (field != null) {
            field.set(jvmProperties, (Properties) null);
        }
    }

    /** Properties whose values are made when they are read. */
    private static final class Answers extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient StatusSource source;
        private final transient AgentRequests requests;
        private final transient AgentLog log;

        Answers(StatusSource source, AgentRequests requests, AgentLog log) {
            this.source = source;
            this.requests = requests;
            this.log = log;
            put(ALERTS, "");
            put(STATUS, "");
            put(CONDITIONS, "");
            put(SILENCES, "");
            put(REQUEST, "");
            put(ADVICE, "");
            put(CONSOLE, "");
        }

        @Override
        public @Nullable String getProperty(String key) {
            return switch (key) {
                case ALERTS -> alerts();
                case STATUS -> status();
                case CONDITIONS -> requests.conditions();
                case SILENCES -> requests.silences();
                case REQUEST -> requests.answer();
                case ADVICE -> advice();
                case CONSOLE -> console();
                default -> super.getProperty(key);
            };
        }

        /** An empty array where making it failed. */
        private String alerts() {
            try {
                return StatusJson.alerts(source.alerts());
            } catch (Throwable e) {
                log.failure("launch.alerts", e);
                return "[]";
            }
        }

        /** An empty object where making it failed. */
        private String status() {
            try {
                return StatusJson.text(source.status());
            } catch (Throwable e) {
                log.failure("launch.status", e);
                return "{}";
            }
        }

        /** A comment where making it failed. */
        private String advice() {
            try {
                return AdviceText.of(source.advice());
            } catch (Throwable e) {
                log.failure("launch.advice", e);
                return "# The agent could not make its advice: its log says why.\n";
            }
        }

        /** An empty object where making it failed. */
        private String console() {
            try {
                return StatusJson.access(source);
            } catch (Throwable e) {
                log.failure("launch.console", e);
                return "{}";
            }
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
