package io.nightjar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.log.AgentLog;
import io.nightjar.pattern.ValuePath;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.MethodCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read of a call's thread, its diagnostic context, its loader and its trace. */
final class CallContextTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final Map<String, String> VALUES = new HashMap<>();

    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
    private final CallDepth groups = new CallDepth();

    /** Defines what it is given and the OpenTelemetry API anew, as far as that is let through. */
    private static final class ApplicationLoader extends ClassLoader {
        private final Predicate<String> has;
        private int asked;

        ApplicationLoader(Predicate<String> has) {
            super("webapp", CallContextTest.class.getClassLoader());
            this.has = has;
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked++;
            if (!name.startsWith("io.opentelemetry.")) {
                return super.loadClass(name, resolve);
            }
            if (!has.test(name)) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(bytes(name)) : loaded;
            }
        }

        private byte[] bytes(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                return in.readAllBytes();
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    /** What the fake MDC leads to. */
    public static final class Values {
        private Values() {}

        public static String mdc(String key) {
            if (key.equals("broken")) {
                throw new IllegalStateException("unreadable");
            }
            return VALUES.get(key);
        }
    }

    private static byte[] fakeMdc() throws ReflectiveOperationException {
        return new ByteBuddy()
                .subclass(Object.class)
                .name("org.slf4j.MDC")
                .modifiers(Visibility.PUBLIC)
                .defineMethod("get", String.class, Visibility.PUBLIC, Ownership.STATIC)
                .withParameters(String.class)
                .intercept(MethodCall.invoke(Values.class.getMethod("mdc", String.class))
                        .withArgument(0))
                .make()
                .getBytes();
    }

    private Object read(ClassLoader loader, String path) {
        return new CallContext(loader, groups, log).read(ValuePath.parse(path));
    }

    private static SpanContext span() {
        return SpanContext.create(TRACE_ID, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    }

    @AfterEach
    void forget() {
        VALUES.clear();
    }

    @Test
    void shouldReadOneValueOfTheContextThatTheApplicationHasLoaded() throws Exception {
        ApplicationLoader application = new ApplicationLoader(name -> true);
        VALUES.put("user.id", "blue");
        int asked = application.asked;
        application.define(fakeMdc());
        CallContext context = new CallContext(application, groups, log);

        assertThat(context.read(ValuePath.parse("mdc.user.id"))).isEqualTo("blue");
        assertThat(context.read(ValuePath.parse("mdc.user"))).isNull();
        assertThat(asked).isZero();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldFindTheContextOfALoaderAbove() throws Exception {
        ApplicationLoader server = new ApplicationLoader(name -> true);
        server.define(fakeMdc());
        ClassLoader application = new ClassLoader(server) {};
        VALUES.put("user", "blue");

        assertThat(read(application, "mdc.user")).isEqualTo("blue");
    }

    @Test
    void shouldReadOneOfAMillionValues() throws Exception {
        ApplicationLoader application = new ApplicationLoader(name -> true);
        application.define(fakeMdc());
        for (int i = 0; i < 1_000_000; i++) {
            VALUES.put("k" + i, "v" + i);
        }

        assertThat(read(application, "mdc.k999999")).isEqualTo("v999999");
    }

    @Test
    void shouldCountAContextThatThrows() throws Exception {
        ApplicationLoader application = new ApplicationLoader(name -> true);
        application.define(fakeMdc());

        assertThat(read(application, "mdc.broken")).isNull();
        assertThat(log.failures()).containsEntry("weave.label", 1L);
    }

    @Test
    void shouldLoadNoDiagnosticContext() {
        ApplicationLoader application = new ApplicationLoader(name -> true);

        assertThat(read(application, "mdc.user")).isNull();
        assertThat(application.asked).isZero();
    }

    @Test
    void shouldNameTheThreadAndTheLoader() {
        assertThat(read(new ApplicationLoader(name -> true), "loader")).isEqualTo("webapp");
        assertThat(read(ClassLoader.getPlatformClassLoader(), "loader")).isEqualTo("platform");
        assertThat(read(new ClassLoader() {}, "loader")).asString().startsWith(CallContextTest.class.getName());
        assertThat(read(null, "loader")).isNull();
        assertThat(read(null, "thread")).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void shouldReadTheTraceThatIsCurrent() {
        ClassLoader application = CallContextTest.class.getClassLoader();
        assertThat(Context.current()).isNotNull();
        try (Scope scope = Span.wrap(span()).makeCurrent()) {
            assertThat(scope).isNotNull();
            assertThat(read(application, "trace")).isEqualTo(TRACE_ID);
            assertThat(read(new ClassLoader(application) {}, "trace")).isEqualTo(TRACE_ID);
            assertThat(read(null, "trace")).isNull();
        }

        assertThat(read(application, "trace")).isNull();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldReadWhatTheClassPathHasWhenALoaderNamesNoParent() {
        ClassLoader childFirst = new ClassLoader(null) {};

        try (Scope current = Context.root().with(Span.wrap(span())).makeCurrent()) {
            assertThat(read(childFirst, "trace")).isEqualTo(TRACE_ID);
        }
    }

    @Test
    void shouldReadNoTraceBeforeTheApplicationUsesIts() throws Exception {
        ApplicationLoader application = new ApplicationLoader(name -> true);
        application.loadClass("io.opentelemetry.api.trace.Span");
        application.loadClass("io.opentelemetry.api.trace.SpanContext");
        int asked = application.asked;

        assertThat(read(application, "trace")).isNull();
        assertThat(application.asked).isEqualTo(asked);
    }

    @Test
    void shouldReadNoTraceWhereHalfTheClassesAreMissing() throws Exception {
        for (String missing :
                List.of("io.opentelemetry.context.Context", "io.opentelemetry.api.trace.PropagatedSpan")) {
            ApplicationLoader application = new ApplicationLoader(name -> !name.equals(missing));
            for (String has : List.of("api.trace.Span", "api.trace.SpanContext", "context.LazyStorage")) {
                try {
                    Class.forName("io.opentelemetry." + has, false, application);
                } catch (LinkageError | ClassNotFoundException missed) {
                    assertThat(missed.toString()).isNotEmpty();
                }
            }

            assertThat(read(application, "trace")).as(missing).isNull();
        }
    }
}
