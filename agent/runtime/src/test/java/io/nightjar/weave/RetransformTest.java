package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.OwnLanguageModel;
import io.nightjar.config.OperationValues;
import io.nightjar.config.WatchSettings;
import io.nightjar.config.WrittenValues;
import io.nightjar.log.AgentLog;
import io.nightjar.preset.Rule;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The weaver on this very JVM: classes that are loaded before it, changes while it runs, and what it leaves behind. */
final class RetransformTest {
    private static Instrumentation instrumentation;

    private final FakeCallEvents calls = new FakeCallEvents();
    private final AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);

    @BeforeAll
    static void attach() {
        instrumentation = ByteBuddyAgent.install();
    }

    private static WatchSettings watching(String... entries) {
        return new WatchSettings(List.of(entries), List.of(), null);
    }

    private static Object engine() throws Exception {
        return new WeavingFixture.Loader(List.of())
                .loadClass("com.acme.Engine")
                .getConstructor()
                .newInstance();
    }

    private static void infer(Object engine) throws Exception {
        engine.getClass().getMethod("infer", int.class).invoke(engine, 1);
        engine.getClass().getMethod("loop", int.class).invoke(engine, 1);
    }

    @Test
    void shouldWeaveWhatIsLoadedFollowChangesAndRestoreEverything() throws Exception {
        Object engine = engine();
        try (Weaver weaver = Weaver.create(watching("com.acme.Engine#infer(int)"), calls, log, instrumentation)) {
            weaver.install();
            infer(engine);
            assertThat(calls.drain()).containsExactly("started Engine.infer", "ended Engine.infer");

            weaver.reweave(watching("com.acme.Engine#loop"));
            infer(engine);
            assertThat(calls.drain()).containsExactly("started Engine.loop", "ended Engine.loop");

            weaver.reweave(watching("+com.acme.Model#run"));
            infer(engine);
            engine.getClass().getMethod("run", String.class).invoke(engine, "x");
            assertThat(calls.drain()).containsExactly("started Model.run", "ended Model.run");
        }
        engine.getClass().getMethod("run", String.class).invoke(engine, "x");
        infer(engine);
        assertThat(calls.drain()).isEmpty();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldReadAChangedLabelWhenTheConfigurationIsReadAgain() throws Exception {
        Object engine = engine();
        List<String> watched = List.of("com.acme.Engine#infer(int)");
        try (Weaver weaver = Weaver.create(watching("com.acme.Engine#infer(int)"), calls, log, instrumentation)) {
            weaver.install();
            infer(engine);
            assertThat(calls.details).isEmpty();

            weaver.reweave(new WatchSettings(
                    watched,
                    List.of(),
                    List.of(new OperationValues("Engine.*", Map.of("input", "arg0"), null)),
                    null,
                    WrittenValues.NONE));
            infer(engine);

            assertThat(calls.details).extracting(details -> details.labels()).containsExactly(Map.of("input", "1"));
        }
    }

    /** The JVM as the weaver sees it, whose transformations of loaded classes fail in some way as often as is given. */
    private static Instrumentation failing(AtomicInteger times, Runnable way) {
        return (Instrumentation) Proxy.newProxyInstance(
                RetransformTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("retransformClasses") && times.getAndDecrement() > 0) {
                        way.run();
                        return null;
                    }
                    try {
                        return method.invoke(instrumentation, given);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static void outOfMemory() {
        throw new OutOfMemoryError("made by a test");
    }

    @Test
    void shouldWeaveAgainWhenTheJvmHandedAClassOverToNobody() throws Exception {
        Object engine = engine();
        AtomicInteger times = new AtomicInteger(2);
        Instrumentation silent = failing(times, () -> {});
        try (Weaver weaver = Weaver.create(watching("com.acme.Engine#infer(int)"), calls, log, silent)) {
            weaver.install();
            infer(engine);
            assertThat(calls.drain()).isEmpty();

            for (int round = 0; round < 3; round++) {
                weaver.runPeriodicTasks();
            }
            infer(engine);
            assertThat(calls.drain()).containsExactly("started Engine.infer", "ended Engine.infer");

            int before = times.get();
            weaver.runPeriodicTasks();
            assertThat(times).as("what is woven is not woven again").hasValue(before);
        }
    }

    @Test
    void shouldFollowAChangeThatFailedHalfWayWhenThereIsMemoryAgain() throws Exception {
        Object engine = engine();
        AtomicInteger times = new AtomicInteger();
        Instrumentation poor = failing(times, RetransformTest::outOfMemory);
        try (Weaver weaver = Weaver.create(watching("com.acme.Engine#infer(int)"), calls, log, poor)) {
            weaver.install();
            WatchSettings changed = watching("com.acme.Engine#loop");
            times.set(2);
            assertThatThrownBy(() -> weaver.reweave(changed)).isInstanceOf(OutOfMemoryError.class);
            weaver.reweave(changed);
            assertThatThrownBy(weaver::runPeriodicTasks).isInstanceOf(OutOfMemoryError.class);

            weaver.runPeriodicTasks();
            weaver.runPeriodicTasks();
            infer(engine);
            assertThat(calls.drain()).containsExactly("started Engine.loop", "ended Engine.loop");
        }
    }

    @Test
    void shouldWeaveAClassThatWasLoadedWhileTheMachineRanOut() throws Exception {
        AtomicReference<ClassFileTransformer> transformer = new AtomicReference<>();
        Instrumentation observed = (Instrumentation) Proxy.newProxyInstance(
                RetransformTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("addTransformer")) {
                        transformer.set((ClassFileTransformer) given[0]);
                    }
                    return method.invoke(instrumentation, given);
                });
        try (Weaver weaver = Weaver.create(watching("com.acme.Engine#infer(int)"), calls, log, observed)) {
            weaver.install();
            instrumentation.removeTransformer(transformer.get());
            Object engine = engine();
            instrumentation.addTransformer(transformer.get(), true);
            weaver.runPeriodicTasks();
            infer(engine);
            assertThat(calls.drain())
                    .as("nothing reported that anything was left out")
                    .isEmpty();

            weaver.ranOut();
            weaver.runPeriodicTasks();
            infer(engine);
            assertThat(calls.drain()).containsExactly("started Engine.infer", "ended Engine.infer");
        }
    }

    @Test
    void shouldWeaveWhatCameByBeforeItsLibraryWasSeen() throws Exception {
        try (Weaver weaver = Weaver.create(watching("auto"), calls, log, instrumentation)) {
            weaver.install();
            Object model = new WeavingFixture.Loader(List.of(), "com.acme.", "dev.langchain4j.")
                    .loadClass("com.acme.ShoutingLanguageModel")
                    .getConstructor()
                    .newInstance();
            weaver.runPeriodicTasks();

            Object answer = model.getClass().getMethod("generate", String.class).invoke(model, "x");

            assertThat(answer).isEqualTo("x!");
            assertThat(calls.drain()).containsExactly("started langchain4j.generate", "ended langchain4j.generate");
        }
        assertThat(log.failures()).isEmpty();
    }

    /** The JVM shows agents a class file before it has looked at it itself. */
    @Test
    void shouldWeaveWhatWakesAPresetWhenNoClassFileCameByBeforeIt() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("auto")) {
            WeavingFixture.Loader loader =
                    new WeavingFixture.Loader(fixture.transformers, "com.acme.", "dev.langchain4j.");
            byte[] broken = ClassFileLocator.ForClassLoader.read(OwnLanguageModel.class);
            broken[9] += 1;
            fixture.transformers.get(0).transform(null, loader, "com/acme/Broken", null, null, broken);
            int saidOfIt = fixture.log.failures().size();
            Object model = loader.loadClass("com.acme.OwnLanguageModel")
                    .getConstructor()
                    .newInstance();

            model.getClass().getMethod("generate", String.class).invoke(model, "x");

            assertThat(fixture.calls.drain())
                    .containsExactly("started langchain4j.generate", "ended langchain4j.generate");
            assertThat(fixture.log.failures()).hasSize(saidOfIt);
        }
    }

    /** To transform a class again costs all code that was compiled against it. */
    @Test
    void shouldNotTransformAgainWhatOnlyHasAMethodOfThatName() throws Exception {
        ClassLoader loader = new WeavingFixture.Loader(List.of(), "com.acme.", "dev.langchain4j.");
        List<Class<?>> again = new ArrayList<>();
        try (Weaver weaver = Weaver.create(watching("auto"), calls, log, seeing(loader, again))) {
            weaver.install();
            loader.loadClass("com.acme.Generator");
            Class<?> model = loader.loadClass("com.acme.ShoutingLanguageModel");
            again.clear();
            weaver.runPeriodicTasks();

            assertThat(again).contains(model).doesNotContain(loader.loadClass("com.acme.Generator"));
        }
        assertThat(log.failures()).isEmpty();
    }

    /** The instrumentation of a JVM in which only this loader's classes are loaded; what is transformed again is noted. */
    private static Instrumentation seeing(ClassLoader loader, List<Class<?>> again) {
        return (Instrumentation) Proxy.newProxyInstance(
                RetransformTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getAllLoadedClasses")) {
                        return instrumentation.getInitiatedClasses(loader);
                    }
                    if (method.getName().equals("retransformClasses")) {
                        again.addAll(List.of((Class<?>[]) arguments[0]));
                    }
                    return method.invoke(instrumentation, arguments);
                });
    }

    @Test
    void shouldWeaveWhatWasLoadedBeforeItsLibraryWhenItIsAttached() throws Exception {
        Object model = new WeavingFixture.Loader(List.of(), "com.acme.", "dev.langchain4j.")
                .loadClass("com.acme.ShoutingLanguageModel")
                .getConstructor()
                .newInstance();
        try (Weaver weaver = Weaver.create(watching("auto"), calls, log, instrumentation)) {
            weaver.install();

            model.getClass().getMethod("generate", String.class).invoke(model, "x");

            assertThat(calls.drain()).containsExactly("started langchain4j.generate", "ended langchain4j.generate");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTimeAnInheritedMethodWhenItsClassWasLoadedBeforeTheOneThatImplementsTheType(boolean allBefore)
            throws Exception {
        ClassLoader loader = new WeavingFixture.Loader(List.of());
        Runnable calls = (Runnable) made(loader, "com.acme.reached.Calls");
        if (allBefore) {
            calls.run();
        } else {
            loader.loadClass("com.acme.reached.Base");
        }
        try (Weaver weaver =
                Weaver.create(watching("+com.acme.reached.Model#answer"), this.calls, log, instrumentation)) {
            weaver.install();
            calls.run();
            weaver.runPeriodicTasks();
            this.calls.drain();

            calls.run();

            assertThat(this.calls.drain()).hasSize(8).containsOnly("started Model.answer", "ended Model.answer");
        }
        calls.run();
        assertThat(this.calls.drain()).isEmpty();
        assertThat(log.failures()).isEmpty();
    }

    private static Object made(ClassLoader loader, String name) throws Exception {
        return loader.loadClass(name).getConstructor().newInstance();
    }

    /** As in every application server: two applications, each with its own class of that name. */
    @Test
    void shouldRestoreAClassWhenAnotherLoaderHasOneOfItsNameInWhichNothingMatches() throws Exception {
        List<Class<?>> again = new ArrayList<>();
        Class<?> woven = new WeavingFixture.Loader(List.of()).loadClass("com.acme.Engine");
        Weaver weaver =
                Weaver.create(watching("com.acme.Engine#infer"), calls, log, seeing(woven.getClassLoader(), again));
        weaver.install();
        infer(woven.getConstructor().newInstance());
        assertThat(calls.drain()).isNotEmpty();
        again.clear();

        Class<?> other = new EmptyEngines().defined();
        weaver.close();

        assertThat(other.getName()).isEqualTo(woven.getName());
        assertThat(again).containsExactly(woven);
        assertThat(log.failures()).isEmpty();
    }

    /** A loader whose {@code com.acme.Engine} declares nothing. */
    private static final class EmptyEngines extends ClassLoader {
        private Class<?> defined() {
            byte[] file = new ByteBuddy()
                    .subclass(Object.class)
                    .name("com.acme.Engine")
                    .make()
                    .getBytes();
            return defineClass("com.acme.Engine", file, 0, file.length);
        }
    }

    /** As LangChain4j's services, Feign and Retrofit answer calls of a public interface. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTimeCallsOfAJdkProxyOfAPublicInterface(boolean loadedBefore) throws Exception {
        Class<?> model = new WeavingFixture.Loader(List.of()).loadClass("com.acme.Model");
        InvocationHandler echo = (proxy, method, arguments) -> arguments[0];
        Object before =
                loadedBefore ? Proxy.newProxyInstance(model.getClassLoader(), new Class<?>[] {model}, echo) : null;
        try (Weaver weaver = Weaver.create(watching("+com.acme.Model#run"), calls, log, instrumentation)) {
            weaver.install();
            Object proxy = loadedBefore
                    ? before
                    : Proxy.newProxyInstance(model.getClassLoader(), new Class<?>[] {model}, echo);
            assertThat(proxy.getClass().getName()).matches("(com\\.sun\\.proxy|jdk\\.proxy\\d+)\\..*");

            assertThat(model.getMethod("run", Object.class).invoke(proxy, "x")).isEqualTo("x");

            assertThat(calls.drain()).containsExactly("started Model.run", "ended Model.run");
        }
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void shouldKeepNoClassLoaderAlive() throws Exception {
        try (Weaver weaver =
                Weaver.create(watching("com.acme.Engine#infer*", "+com.acme.Model#run"), calls, log, instrumentation)) {
            weaver.install();
            WeakReference<ClassLoader> loader = used();
            while (!loader.refersTo(null)) {
                System.gc();
            }
            assertThat(calls.drain()).isNotEmpty();
        }
    }

    private static WeakReference<ClassLoader> used() throws Exception {
        Object engine = engine();
        infer(engine);
        engine.getClass().getMethod("run", String.class).invoke(engine, "x");
        return new WeakReference<>(engine.getClass().getClassLoader());
    }

    @Test
    void shouldRestoreWhatWasWovenForAPatternThatMatchesTooMuch() throws Exception {
        Object engine = engine();
        try (Weaver weaver = Weaver.create(watching("com.acme.Engine#infer(int)"), calls, log, instrumentation)) {
            weaver.install();
            Rule rule = weaver.rules().all().get(0);
            for (int i = 0; i <= Rule.MOST_METHODS; i++) {
                rule.sightings().admit(engine.getClass().getClassLoader(), "method " + i);
            }
            weaver.runPeriodicTasks();
            infer(engine);

            assertThat(calls.drain()).isEmpty();
        }
    }
}
