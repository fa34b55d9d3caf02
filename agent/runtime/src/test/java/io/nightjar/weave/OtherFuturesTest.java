package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ForwardingListenableFuture;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.nightjar.config.OperationDefinition;
import io.nightjar.observe.NotFollowed;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose result is a future of Guava, Vert.x or Scala end with it. */
final class OtherFuturesTest {
    private static final String ENDED = "ended f";
    private static final String CANCELLED = "cancelled f";

    private WeavingFixture fixture;
    private Object target;
    private Map<String, Long> expectedFailures = Map.of();

    @BeforeEach
    void weave() throws ReflectiveOperationException {
        fixture = WeavingFixture.operation(
                new OperationDefinition("f", List.of("com.acme.OtherFutures#*"), "auto", "custom"));
        target = fixture.make("com.acme.OtherFutures");
    }

    @AfterEach
    void close() {
        fixture.close();
        assertThat(fixture.log.failures()).isEqualTo(expectedFailures);
    }

    private Object call(String name, Object argument) throws ReflectiveOperationException {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                return method.invoke(target, argument);
            }
        }
        throw new AssertionError(name);
    }

    /** Calls the method and checks that its call is running. */
    private GivenFuture begin(String kind) throws ReflectiveOperationException {
        GivenFuture given = GivenFuture.of(kind);
        assertThat(call(given.method(), given.future())).isSameAs(given.future());
        assertThat(fixture.calls.drain()).containsExactly("started f");
        return given;
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldEndTheCallWhenTheFutureSucceeds(String kind) throws Exception {
        begin(kind).succeed();

        assertThat(fixture.calls.drain()).containsExactly(ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldEndTheCallWhenAnUntypedResultSucceeds(String kind) throws Exception {
        GivenFuture given = GivenFuture.of(kind);
        call("anything", given.future());
        assertThat(fixture.calls.drain()).containsExactly("started f");

        given.succeed();

        assertThat(fixture.calls.drain()).containsExactly(ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldRecordWhatWasThrownWhenTheFutureFails(String kind) throws Exception {
        begin(kind).fail(new IllegalStateException());

        assertThat(fixture.calls.drain()).containsExactly("failed IllegalStateException f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldRecordTheCauseWhenTheFutureFailsWithAWrapper(String kind) throws Exception {
        begin(kind).fail(new ExecutionException(new InterruptedException()));

        assertThat(fixture.calls.drain()).containsExactly("failed InterruptedException f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldRecordTheInterruptionWhenTheFutureFailsWithOne(String kind) throws Exception {
        // Scala hands it to its listeners in a box.
        begin(kind).fail(new InterruptedException());

        assertThat(fixture.calls.drain()).containsExactly("failed InterruptedException f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldCountACancellationWhenTheFutureIsCancelled(String kind) throws Exception {
        begin(kind).cancel();

        assertThat(fixture.calls.drain()).containsExactly(CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldEndAtOnceWhenTheFutureIsDoneBeforeItIsReturned(String kind) throws Exception {
        GivenFuture done = GivenFuture.of(kind);
        done.succeed();
        call(done.method(), done.future());
        assertThat(fixture.calls.drain()).containsExactly("started f", ENDED);

        GivenFuture failed = GivenFuture.of(kind);
        failed.fail(new IllegalStateException());
        call(failed.method(), failed.future());
        assertThat(fixture.calls.drain()).containsExactly("started f", "failed IllegalStateException f");

        GivenFuture cancelled = GivenFuture.of(kind);
        cancelled.cancel();
        call(cancelled.method(), cancelled.future());
        assertThat(fixture.calls.drain()).containsExactly("started f", CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldCountACancellationWhenTheFutureIsCollected(String kind) throws Exception {
        begin(kind);

        List<String> events = new ArrayList<>();
        for (int i = 0; i < 200 && events.isEmpty(); i++) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
            events.addAll(fixture.calls.drain());
        }
        assertThat(events).containsExactly(CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldEndOnceWhenAListenerOfTheFutureEndsItAgain(String kind) throws Exception {
        GivenFuture given = GivenFuture.of(kind);
        given.listen(given::succeed);
        call(given.method(), given.future());
        given.listen(() -> given.fail(new IllegalStateException()));

        given.succeed();

        assertThat(fixture.calls.drain()).containsExactly("started f", ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guava", "vertx", "scala", "jdk"})
    void shouldLeaveTheListenersOfTheApplicationWhereTheyRunWhenItFollows(String kind) throws Exception {
        GivenFuture given = begin(kind);
        List<Thread> threads = new ArrayList<>();
        List<Boolean> interrupted = new ArrayList<>();
        given.listen(() -> threads.add(Thread.currentThread()));
        given.listen(() -> {
            threads.add(Thread.currentThread());
            interrupted.add(Thread.currentThread().isInterrupted());
        });

        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            given.succeed();
            interrupted.add(Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.join();

        assertThat(threads).containsExactly(thread, thread);
        assertThat(interrupted).containsExactly(true, true);
        assertThat(fixture.calls.drain()).containsExactly(ENDED);
    }

    @Test
    void shouldEndTheCallWhenAFutureTellsItsListenersBeforeItsTime() throws Exception {
        SettableFuture<String> never = SettableFuture.create();
        call("guava", new ForwardingListenableFuture<String>() {
            @Override
            protected ListenableFuture<String> delegate() {
                return never;
            }

            @Override
            public void addListener(Runnable listener, Executor executor) {
                executor.execute(listener);
            }
        });

        assertThat(fixture.calls.drain()).containsExactly("started f", ENDED);
    }

    @Test
    void shouldStepAsideWhenHalfOfTheLibraryIsMissing() throws Exception {
        Class<?> promises = new HalfOfScala().loadClass("scala.concurrent.Promise");
        Object promise = promises.getMethod("apply").invoke(null);
        Object future = promises.getMethod("future").invoke(promise);

        assertThat(call("anything", future)).isSameAs(future);
        assertThat(call("anything", future)).isSameAs(future);

        assertThat(fixture.calls.drain()).containsExactly("started f", ENDED, "started f", ENDED);
        assertThat(fixture.weaver.notFollowed())
                .containsExactly(new NotFollowed.Entry("f", future.getClass().getName()));
        assertThat(fixture.log.failures()).containsExactly(Map.entry("weave.future", 1L));
        expectedFailures = fixture.log.failures();
    }

    /** A Scala of its own, without the class from which the agent's listener descends. */
    private static final class HalfOfScala extends ClassLoader {
        HalfOfScala() {
            super(HalfOfScala.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("scala.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                    if (in == null || name.equals("scala.runtime.AbstractFunction1")) {
                        throw new ClassNotFoundException(name);
                    }
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException unreadable) {
                    throw new ClassNotFoundException(name, unreadable);
                }
            }
        }
    }
}
