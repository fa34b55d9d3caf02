package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.OperationValues;
import io.nightjar.config.WatchSettings;
import io.nightjar.config.WrittenValues;
import io.nightjar.record.CallDetails;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** What the user wants to see of slow and failed calls alone. */
final class OwnDetailsTest {
    private static final int THREADS = 200;

    /** An argument that counts how often it is read. */
    public static final class Request {
        private int reads;

        public String text() {
            reads++;
            return "a question\nof two lines";
        }

        public Request self() {
            return this;
        }

        public Object broken() {
            throw new IllegalStateException("unreadable");
        }

        public String endless() {
            return "x".repeat(1_000_000);
        }

        @Override
        public String toString() {
            reads++;
            return "request";
        }
    }

    private static WeavingFixture watching(String entry, Map<String, String> details) {
        return watching(entry, new OperationValues("*", Map.of(), details, null));
    }

    private static WeavingFixture watching(String entry, OperationValues... values) {
        return new WeavingFixture(
                new WatchSettings(List.of(entry), List.of(), List.of(values), null, WrittenValues.NONE));
    }

    private static Object call(WeavingFixture fixture, String name, Object... arguments) throws Exception {
        Object exchanges = fixture.make("com.acme.Exchanges");
        for (Method method : exchanges.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                return method.invoke(exchanges, arguments);
            }
        }
        throw new AssertionError("no " + name);
    }

    private static Map<String, String> only(WeavingFixture fixture) {
        assertThat(fixture.calls.details).hasSize(1);
        return fixture.calls.details.remove(0).details();
    }

    @Test
    void shouldReadNothingWhenACallIsNeitherSlowNorFailed() throws Exception {
        try (WeavingFixture fixture = watching("com.acme.Exchanges#ask", Map.of("text", "arg0.text"))) {
            Request request = new Request();
            call(fixture, "ask", request);

            assertThat(request.reads).isZero();
            assertThat(fixture.calls.details).isEmpty();
            assertThat(fixture.calls.drain()).containsExactly("started Exchanges.ask", "ended Exchanges.ask");
        }
    }

    @Test
    void shouldReadTheReceiverTheArgumentsAndTheResultWhenACallWasSlow() throws Exception {
        try (WeavingFixture fixture = watching(
                "com.acme.Exchanges#ask",
                Map.of("text", "arg0.text", "error", "result.error", "type", "this.getClass.simpleName"))) {
            fixture.calls.slow = true;
            Request request = new Request();
            call(fixture, "ask", request);

            assertThat(only(fixture)).isEqualTo(Map.of("text", "a question", "error", "request", "type", "Exchanges"));
            assertThat(request.reads).isEqualTo(2);
        }
    }

    @Test
    void shouldReadWhatWasThrownWhenACallFailed() throws Exception {
        try (WeavingFixture fixture =
                watching("com.acme.Exchanges#refuse", Map.of("why", "thrown.message", "answer", "result.error"))) {
            assertThatThrownBy(() -> call(fixture, "refuse")).isInstanceOf(InvocationTargetException.class);

            assertThat(only(fixture)).isEqualTo(Map.of("why", "refused"));
        }
    }

    @Test
    void shouldReadTheDetailsOfAFailureThatWasReturned() throws Exception {
        try (WeavingFixture fixture = watching(
                "com.acme.Exchanges#ask",
                new OperationValues("*", Map.of("kind", "arg0"), Map.of("text", "arg0"), "result.error"))) {
            call(fixture, "ask", "overloaded");
            call(fixture, "ask", "");

            assertThat(fixture.calls.details)
                    .extracting(CallDetails::details)
                    .containsExactly(Map.of("text", "overloaded"), Map.of());
            assertThat(fixture.calls.drain()).contains("failed ReturnedFailure Exchanges.ask", "ended Exchanges.ask");
        }
    }

    @Test
    void shouldReadAFutureWhenItEnds() throws Exception {
        try (WeavingFixture fixture = watching(
                "com.acme.Exchanges#askLater", Map.of("exception", "arg0.exception", "error", "result.error"))) {
            Object exchange = fixture.make("com.acme.Exchanges$Exchange");
            CompletableFuture<Object> future = new CompletableFuture<>();
            call(fixture, "askLater", exchange, future);
            fixture.calls.slow = true;
            exchange.getClass().getMethod("fail", Object.class).invoke(exchange, "while it ran");
            future.complete(fixture.load("com.acme.Exchanges$Answer")
                    .getConstructor(Object.class)
                    .newInstance("late"));

            assertThat(only(fixture)).isEqualTo(Map.of("exception", "while it ran", "error", "late"));
            Reference.reachabilityFence(exchange);
        }
    }

    @Test
    void shouldReadNothingOfAFutureThatEndsInTime() throws Exception {
        try (WeavingFixture fixture = watching("com.acme.Exchanges#askOnce", Map.of("future", "arg0"))) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            call(fixture, "askOnce", future);
            future.complete(null);

            assertThat(fixture.calls.details).isEmpty();
            assertThat(fixture.calls.drain()).containsExactly("started Exchanges.askOnce", "ended Exchanges.askOnce");
        }
    }

    @Test
    void shouldKeepNoArgumentOfACallThatGoesOn() throws Exception {
        try (WeavingFixture fixture = watching("com.acme.Exchanges#askLater", Map.of("exchange", "arg0.exception"))) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            WeakReference<Object> exchange = new WeakReference<>(fixture.make("com.acme.Exchanges$Exchange"));
            call(fixture, "askLater", exchange.get(), future);

            for (int i = 0; i < 100 && exchange.get() != null; i++) {
                System.gc();
            }
            assertThat(exchange.get()).isNull();
            future.completeExceptionally(new IllegalStateException("lost"));

            assertThat(only(fixture)).isEmpty();
        }
    }

    @Test
    void shouldReadAStreamWhenItsEndIsSlow() throws Exception {
        OperationDefinition operation =
                new OperationDefinition("read", List.of("com.acme.Exchanges#answers"), "iterator", "custom");
        Map<String, String> details = Map.of("last", "result.error", "count", "arg0.size");
        try (WeavingFixture fixture =
                WeavingFixture.reading(List.of(operation), new OperationValues("read", Map.of(), details, null))) {
            Object answer = fixture.load("com.acme.Exchanges$Answer")
                    .getConstructor(Object.class)
                    .newInstance("cut off");
            List<Object> answers = List.of(answer, answer);
            fixture.calls.slow = true;
            Iterator<?> each = (Iterator<?>) call(fixture, "answers", answers);
            while (each.hasNext()) {
                each.next();
            }

            assertThat(only(fixture)).isEqualTo(Map.of("last", "cut off", "count", "2"));
            Reference.reachabilityFence(answers);
        }
    }

    @Test
    void shouldBoundTheDetailsAndTheirTexts() throws Exception {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("itself", "arg0.self.self.self");
        details.put("broken", "arg0.broken");
        details.put("endless", "arg0.endless");
        for (int i = 0; i < 12; i++) {
            details.put("d" + i, "arg0.text");
        }
        try (WeavingFixture fixture = watching("com.acme.Exchanges#ask", details)) {
            fixture.calls.slow = true;
            call(fixture, "ask", new Request());

            Map<String, String> read = only(fixture);
            assertThat(read)
                    .hasSize(10)
                    .containsEntry("itself", "request")
                    .containsEntry("d7", "a question")
                    .doesNotContainKeys("broken", "d8");
            assertThat(read.get("endless")).hasSize(200);
            assertThat(fixture.log.failures()).containsEntry("weave.label", 1L);
        }
    }

    @Test
    void shouldReadTheSameWhenManyThreadsReadPathsThatThrowOrLeadToThemselves() throws Exception {
        Map<String, String> details = Map.of("itself", "arg0.self.self", "broken", "arg0.broken", "text", "arg0.text");
        OperationValues values = new OperationValues("*", Map.of("kind", "arg0.broken"), details, "arg0.broken.self");
        try (WeavingFixture fixture = watching("com.acme.Exchanges#ask", values)) {
            fixture.calls.slow = true;
            Object exchanges = fixture.make("com.acme.Exchanges");
            Method ask = exchanges.getClass().getMethod("ask", Object.class);
            CyclicBarrier together = new CyclicBarrier(THREADS);
            List<Throwable> harmed = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        together.await();
                        ask.invoke(exchanges, new Request());
                    } catch (Throwable thrown) {
                        harmed.add(thrown);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(harmed).isEmpty();
            assertThat(fixture.calls.details)
                    .hasSize(THREADS)
                    .extracting(CallDetails::details)
                    .containsOnly(Map.of("itself", "request", "text", "a question"));
            assertThat(fixture.calls.drain())
                    .hasSize(2 * THREADS)
                    .containsOnly("started Exchanges.ask", "ended Exchanges.ask");
            assertThat(fixture.log.failures()).containsExactly(Map.entry("weave.label", 3L * THREADS));
        }
    }

    @Test
    void shouldLetTheMostSpecificNameWin() throws Exception {
        try (WeavingFixture fixture = watching(
                "com.acme.Exchanges#ask",
                new OperationValues("Exchanges.ask", Map.of(), Map.of("a", "arg0"), null),
                new OperationValues("*", Map.of(), Map.of("a", "this", "b", "arg0.length"), null))) {
            fixture.calls.slow = true;
            call(fixture, "ask", "abc");

            assertThat(only(fixture)).isEqualTo(Map.of("a", "abc", "b", "3"));
        }
    }
}
