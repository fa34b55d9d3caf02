package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.OperationValues;
import io.nightjar.config.WatchSettings;
import io.nightjar.config.WrittenValues;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the user wants recorded of operations, wherever they are named: labels, and failures that were returned. */
final class OwnLabelsTest {
    private static WeavingFixture watching(List<String> entries, OperationValues... values) {
        return new WeavingFixture(new WatchSettings(entries, List.of(), List.of(values), null, WrittenValues.NONE));
    }

    private static OperationValues failed(String name, String path) {
        return new OperationValues(name, Map.of(), path);
    }

    private static Object call(Object target, String name, Object... arguments) throws Exception {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                return method.invoke(target, arguments);
            }
        }
        throw new AssertionError("no " + name);
    }

    private static Object answer(WeavingFixture fixture, Object error) throws Exception {
        return fixture.load("com.acme.Exchanges$Answer")
                .getConstructor(Object.class)
                .newInstance(error);
    }

    @Test
    void shouldLabelCallsOfABarePatternWhenAGlobNamesItsOperation() throws Exception {
        try (WeavingFixture fixture = watching(
                List.of("com.acme.Engine#infer(String)"),
                new OperationValues("Engine.infer", Map.of("text", "arg0"), null),
                new OperationValues("Eng*", Map.of("model", "this.name", "text", "this.name"), null),
                new OperationValues("Other.*", Map.of("other", "arg0"), null))) {
            Object engine = fixture.make("com.acme.Engine");
            engine.getClass().getMethod("infer", String.class).invoke(engine, "abc");

            assertThat(fixture.calls.details)
                    .extracting(details -> details.labels())
                    .containsExactly(Map.of("model", "default", "text", "abc"));
        }
    }

    @Test
    void shouldLetTheUsersLabelWinOverAPresets(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("mine.preset"), """
                layer = engine
                packages = com.acme
                ask.match = com.acme.Exchanges#ask
                ask.label.model = arg0
                ask.label.kind = arg0.getClass
                """);
        OperationValues own = new OperationValues("mine.*", Map.of("model", "arg0.length", "said", "arg0"), null);
        try (WeavingFixture fixture = new WeavingFixture(
                new WatchSettings(List.of("mine"), List.of(), List.of(own), directory, WrittenValues.NONE))) {
            call(fixture.make("com.acme.Exchanges"), "ask", "abc");

            assertThat(fixture.calls.drain()).containsExactly("started mine.ask", "ended mine.ask");
            assertThat(fixture.calls.details)
                    .extracting(details -> details.labels())
                    .containsExactly(Map.of("model", "3", "said", "abc", "kind", "class java.lang.String"));
        }
    }

    @Test
    void shouldLabelCallsByWhatSurroundsThem() throws Exception {
        OperationValues own = new OperationValues("*", Map.of("thread", "thread", "loader", "loader"), null);
        try (WeavingFixture fixture = watching(List.of("com.acme.Exchanges#ask"), own)) {
            WeavingFixture.Loader other = new WeavingFixture.Loader(fixture.transformers);
            call(fixture.make("com.acme.Exchanges"), "ask", "abc");
            call(other.loadClass("com.acme.Exchanges").getConstructor().newInstance(), "ask", "abc");

            Map<String, String> expected =
                    Map.of("thread", Thread.currentThread().getName(), "loader", WeavingFixture.Loader.class.getName());
            assertThat(fixture.calls.details)
                    .extracting(details -> details.labels())
                    .containsExactly(expected, expected);
        }
    }

    private static List<Object[]> values() {
        List<Object[]> values = new ArrayList<>();
        for (Object failure : List.of(
                true,
                1,
                -0.5,
                new BigDecimal("0.1"),
                "x",
                new IllegalStateException("x"),
                Optional.of("x"),
                OptionalInt.of(3),
                List.of(),
                'x')) {
            values.add(new Object[] {failure, true});
        }
        for (Object success : List.of(
                false,
                0,
                -0.0,
                0L,
                BigDecimal.ZERO,
                "",
                new StringBuilder(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(0))) {
            values.add(new Object[] {success, false});
        }
        values.add(new Object[] {null, false});
        return values;
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldCountWhatReturnedAsFailedWhenThePathLeadsToSomething(Object value, boolean isFailure) throws Exception {
        try (WeavingFixture fixture = watching(List.of("com.acme.Exchanges#ask"), failed("*", "result.error"))) {
            Object answer = call(fixture.make("com.acme.Exchanges"), "ask", value);

            assertThat(answer.getClass().getMethod("error").invoke(answer)).isSameAs(value);
            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started Exchanges.ask",
                            isFailure ? "failed ReturnedFailure Exchanges.ask" : "ended Exchanges.ask");
        }
    }

    @Test
    void shouldReadAnArgumentWhenTheCallHasEnded() throws Exception {
        try (WeavingFixture fixture =
                watching(List.of("com.acme.Exchanges#route"), failed("Exchanges.*", "arg0.exception"))) {
            Object exchange = fixture.make("com.acme.Exchanges$Exchange");
            Object routes = fixture.make("com.acme.Exchanges");
            call(routes, "route", exchange, new IllegalStateException("late"));
            call(routes, "route", exchange, null);

            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started Exchanges.route",
                            "failed ReturnedFailure Exchanges.route",
                            "started Exchanges.route",
                            "ended Exchanges.route");
        }
    }

    @Test
    void shouldJudgeThePrimitiveThatWasReturned() throws Exception {
        try (WeavingFixture fixture = watching(List.of("com.acme.Exchanges#isDown"), failed("*", "result"))) {
            Object exchanges = fixture.make("com.acme.Exchanges");
            assertThat(call(exchanges, "isDown", true)).isEqualTo(true);
            assertThat(call(exchanges, "isDown", false)).isEqualTo(false);

            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started Exchanges.isDown",
                            "failed ReturnedFailure Exchanges.isDown",
                            "started Exchanges.isDown",
                            "ended Exchanges.isDown");
        }
    }

    @Test
    void shouldKeepWhatWasThrownWhenACallThrew() throws Exception {
        try (WeavingFixture fixture = watching(List.of("com.acme.Exchanges#refuse"), failed("*", "result.error"))) {
            Object exchanges = fixture.make("com.acme.Exchanges");
            assertThatThrownBy(() -> call(exchanges, "refuse")).isInstanceOf(InvocationTargetException.class);

            assertThat(fixture.calls.drain())
                    .containsExactly("started Exchanges.refuse", "failed IllegalStateException Exchanges.refuse");
        }
    }

    @Test
    void shouldJudgeAFutureByWhatItCameTo() throws Exception {
        try (WeavingFixture fixture = watching(List.of("com.acme.Exchanges#askOnce"), failed("*", "result.error"))) {
            Object exchanges = fixture.make("com.acme.Exchanges");
            CompletableFuture<Object> bad = new CompletableFuture<>();
            CompletableFuture<Object> good = new CompletableFuture<>();
            CompletableFuture<Object> gone = new CompletableFuture<>();
            for (CompletableFuture<Object> each : List.of(bad, good, gone)) {
                assertThat(call(exchanges, "askOnce", each)).isSameAs(each);
            }
            fixture.calls.drain();
            bad.complete(answer(fixture, "overloaded"));
            good.complete(answer(fixture, null));
            gone.cancel(false);
            call(exchanges, "askOnce", CompletableFuture.completedFuture(answer(fixture, "at once")));

            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "failed ReturnedFailure Exchanges.askOnce",
                            "ended Exchanges.askOnce",
                            "cancelled Exchanges.askOnce",
                            "started Exchanges.askOnce",
                            "failed ReturnedFailure Exchanges.askOnce");
        }
    }

    @Test
    void shouldLabelACallWhenItsFutureIsCancelled() throws Exception {
        OperationValues labels = new OperationValues("*", Map.of("model", "arg0.exception"), null);
        try (WeavingFixture fixture = watching(List.of("com.acme.Exchanges#askLater"), labels)) {
            Object exchanges = fixture.make("com.acme.Exchanges");
            CompletableFuture<Object> future = new CompletableFuture<>();
            Object exchange = fixture.make("com.acme.Exchanges$Exchange");
            call(exchange, "fail", "mine");
            call(exchanges, "askLater", exchange, future);
            future.cancel(false);

            assertThat(fixture.calls.drain())
                    .containsExactly("started Exchanges.askLater", "cancelled Exchanges.askLater");
            assertThat(fixture.calls.details)
                    .extracting(details -> details.labels())
                    .containsExactly(Map.of("model", "mine"));
        }
    }

    @Test
    void shouldReadAnArgumentOfALazyCallAtItsEnd() throws Exception {
        try (WeavingFixture fixture = watching(List.of("com.acme.Exchanges#askLater"), failed("*", "arg0.exception"))) {
            Object exchanges = fixture.make("com.acme.Exchanges");
            Object exchange = fixture.make("com.acme.Exchanges$Exchange");
            CompletableFuture<Object> future = new CompletableFuture<>();
            call(exchanges, "askLater", exchange, future);
            fixture.calls.drain();

            call(exchange, "fail", "while it ran");
            future.complete(answer(fixture, null));

            assertThat(fixture.calls.drain()).containsExactly("failed ReturnedFailure Exchanges.askLater");
        }
    }

    @Test
    void shouldJudgeAStreamByItsLastChunks() throws Exception {
        for (String method : List.of("answers", "stream")) {
            OperationDefinition operation =
                    new OperationDefinition("read", List.of("com.acme.Exchanges#" + method), "iterator", "custom");
            try (WeavingFixture fixture = WeavingFixture.reading(List.of(operation), failed("read", "result.error"))) {
                Object exchanges = fixture.make("com.acme.Exchanges");
                drain(call(exchanges, method, List.of(answer(fixture, null), answer(fixture, "cut off"))));
                drain(call(exchanges, method, List.of(answer(fixture, null), answer(fixture, null))));

                assertThat(fixture.calls.drain())
                        .filteredOn(line -> !line.startsWith("chunk"))
                        .containsExactly(
                                "started read",
                                "stream failed ReturnedFailure read",
                                "started read",
                                "stream ended read");
            }
        }
    }

    private static void drain(Object answers) {
        Iterator<?> each = answers instanceof Stream<?> stream ? stream.iterator() : (Iterator<?>) answers;
        while (each.hasNext()) {
            each.next();
        }
    }
}
