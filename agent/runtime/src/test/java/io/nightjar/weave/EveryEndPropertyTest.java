package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Endings;
import io.nightjar.config.OperationDefinition;
import io.nightjar.config.WatchSettings;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.record.OperationSnapshot;
import io.nightjar.time.NanoClock;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Every way in which a call ends, over every kind of completion, in any order: what was started has ended exactly once, as
 * the application ended it.
 */
@Tag("slow")
final class EveryEndPropertyTest {
    private static final int CASES = 120;
    private static final int CALLS_A_CASE = 25;
    private static final String PRESET = """
            packages = com.acme
            layer = engine
            callback.match = com.acme.Endings#callback
            callback.complete = callback
            follow.handler.type = com.acme.Endings$Handler
            follow.handler.chunk = onPart
            follow.handler.complete = onEnd
            follow.handler.error = onError
            """;
    private static final Runnable NOTHING = () -> {};

    @TempDir
    private Path directory;

    private Class<?> type;
    private Object endings;
    /** What the application did: for each operation its calls, errors and cancellations. */
    private final Map<String, long[]> done = new TreeMap<>();

    private WeavingFixture weave(WovenRecorder recorder) throws ReflectiveOperationException, IOException {
        Files.writeString(directory.resolve("ends.preset"), PRESET);
        List<OperationDefinition> operations = new ArrayList<>();
        for (String name :
                List.of("plain", "future", "anything", "flow", "flux", "mono", "single", "uni", "iterator", "stream")) {
            boolean iterates = name.equals("iterator") || name.equals("stream");
            String pattern = "com.acme.Endings#" + name;
            operations.add(new OperationDefinition(
                    name,
                    name.equals("plain") ? List.of(pattern, "com.acme.Endings#nested") : List.of(pattern),
                    iterates ? "iterator" : "auto",
                    "custom"));
        }
        WeavingFixture fixture =
                new WeavingFixture(new WatchSettings(List.of("ends"), operations, directory), recorder);
        type = fixture.load("com.acme.Endings");
        endings = type.getConstructor().newInstance();
        return fixture;
    }

    private Object call(String name, Object... arguments) throws Throwable {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return method.invoke(endings, arguments);
                } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                }
            }
        }
        throw new AssertionError("no method " + name);
    }

    private void ok(String operation) {
        count(operation, 0);
    }

    private void failed(String operation) {
        count(operation, 0);
        count(operation, 1);
    }

    private void cancelled(String operation) {
        count(operation, 2);
    }

    private void count(String operation, int index) {
        done.computeIfAbsent(operation, name -> new long[3])[index]++;
    }

    @Test
    void shouldEndEveryStartOnceWhateverEndsIt() throws Throwable {
        WovenRecorder recorder = new WovenRecorder(NanoClock.SYSTEM);
        try (WeavingFixture fixture = weave(recorder)) {
            for (int seed = 0; seed < CASES; seed++) {
                Random random = new Random(seed);
                for (int i = 0; i < CALLS_A_CASE; i++) {
                    one(random);
                }
            }
            for (int i = 0; i < 200 && !agrees(recorder); i++) {
                System.gc();
                fixture.weaver.runPeriodicTasks();
            }

            assertThat(fixture.log.failures()).isEmpty();
            assertThat(recorded(recorder)).isEqualTo(expected());
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenTheStackOverflowsInOrAroundACall() throws Throwable {
        WovenRecorder recorder = new WovenRecorder(NanoClock.SYSTEM);
        try (WeavingFixture fixture = weave(recorder)) {
            Runnable[] calls = {
                run(() -> call("plain", NOTHING)),
                run(() -> call("nested", NOTHING)),
                run(() -> call("future", NOTHING, CompletableFuture.completedFuture("x"))),
                run(() -> call("anything", NOTHING, done("guava"))),
                run(() -> call("anything", NOTHING, done("vertx"))),
                run(() -> call("anything", NOTHING, done("scala"))),
                run(() -> ((Iterator<?>) call("iterator", NOTHING, one())).next())
            };
            for (int i = 0; i < 200; i++) {
                Runnable overflowing = calls[i % calls.length];
                Thread thread = new Thread(
                        null,
                        () -> {
                            try {
                                Endings.overflow(overflowing);
                            } catch (StackOverflowError expected) {
                                // As the application would.
                            }
                            overflowing.run();
                        },
                        "overflowing",
                        256 << 10);
                thread.start();
                thread.join();
                fixture.weaver.runPeriodicTasks();
            }
            for (int i = 0; i < 100 && running(recorder) != 0; i++) {
                System.gc();
                fixture.weaver.runPeriodicTasks();
            }
            long before = calls(recorder, "plain");
            call("plain", NOTHING);

            assertThat(running(recorder))
                    .as(() -> recorded(recorder) + " " + fixture.log.failures())
                    .isZero();
            assertThat(calls(recorder, "plain")).isEqualTo(before + 1);
            assertThat(fixture.weaver.isOff()).isFalse();
        }
    }

    @Test
    void shouldRecordTheNextCallOfAThreadWhoseStackOverflowed() throws Throwable {
        WovenRecorder recorder = new WovenRecorder(NanoClock.SYSTEM);
        try (WeavingFixture fixture = weave(recorder)) {
            for (int i = 0; i < 50; i++) {
                try {
                    Endings.overflow(run(() -> call("plain", NOTHING)));
                } catch (StackOverflowError expected) {
                    // As the application would.
                }
                long before = calls(recorder, "plain");
                call("plain", NOTHING);
                assertThat(calls(recorder, "plain")).isEqualTo(before + 1);
            }
            assertThat(fixture.weaver.isOff()).isFalse();
        }
    }

    /** Something of the application's that may throw anything. */
    private interface Body {
        void run() throws Throwable;
    }

    private static Runnable run(Body body) {
        return () -> {
            try {
                body.run();
            } catch (Error | RuntimeException thrown) {
                throw thrown;
            } catch (Throwable checked) {
                throw new AssertionError(checked);
            }
        };
    }

    private void one(Random random) throws Throwable {
        switch (random.nextInt(11)) {
            case 0 -> plain(random);
            case 1 -> future(random, "future");
            case 2 -> anything(random);
            case 3 -> flow(random);
            case 4 -> flux(random);
            case 5 -> mono(random);
            case 6 -> iterator(random);
            case 7 -> stream(random);
            case 8 -> single(random);
            case 9 -> uni(random);
            default -> callback(random);
        }
    }

    private void plain(Random random) throws Throwable {
        String name = random.nextBoolean() ? "plain" : "nested";
        if (random.nextBoolean()) {
            call(name, NOTHING);
            ok("plain");
        } else {
            throwing(name, "plain");
        }
    }

    private void throwing(String name, String operation, Object... rest) throws Throwable {
        Object[] arguments = new Object[rest.length + 1];
        arguments[0] = (Runnable) () -> {
            throw new IllegalStateException();
        };
        System.arraycopy(rest, 0, arguments, 1, rest.length);
        try {
            call(name, arguments);
        } catch (IllegalStateException expected) {
            failed(operation);
        }
    }

    private void future(Random random, String operation) throws Throwable {
        CompletableFuture<String> future = new CompletableFuture<>();
        switch (random.nextInt(7)) {
            case 0 -> throwing(operation, operation, future);
            case 1 -> {
                call(operation, NOTHING, future);
                future.complete("x");
                ok(operation);
            }
            case 2 -> {
                future.completeExceptionally(new CompletionException(new IllegalStateException()));
                call(operation, NOTHING, future);
                failed(operation);
            }
            case 3 -> {
                call(operation, NOTHING, future);
                future.cancel(true);
                cancelled(operation);
            }
            case 4 -> {
                call(operation, NOTHING, future);
                cancelled(operation);
            }
            case 5 -> {
                call(operation, NOTHING, future);
                race(() -> future.complete("x"), () -> future.completeExceptionally(new IllegalStateException()));
                if (future.isCompletedExceptionally()) {
                    failed(operation);
                } else {
                    ok(operation);
                }
            }
            default -> {
                call(operation, NOTHING, future);
                future.completeExceptionally(new Ring());
                failed(operation);
            }
        }
    }

    private static Object done(String kind) {
        GivenFuture given = GivenFuture.of(kind);
        given.succeed();
        return given.future();
    }

    /** A future of another library. */
    private void otherFuture(Random random) throws Throwable {
        GivenFuture given = GivenFuture.of(List.of("guava", "vertx", "scala").get(random.nextInt(3)));
        switch (random.nextInt(7)) {
            case 0 -> throwing("anything", "anything", given.future());
            case 1 -> {
                call("anything", NOTHING, given.future());
                given.succeed();
                ok("anything");
            }
            case 2 -> {
                given.fail(new ExecutionException(new IllegalStateException()));
                call("anything", NOTHING, given.future());
                failed("anything");
            }
            case 3 -> {
                call("anything", NOTHING, given.future());
                given.cancel();
                cancelled("anything");
            }
            case 4 -> {
                call("anything", NOTHING, given.future());
                cancelled("anything");
            }
            case 5 -> {
                call("anything", NOTHING, given.future());
                race(given::succeed, given::succeed);
                ok("anything");
            }
            default -> {
                call("anything", NOTHING, given.future());
                given.fail(new Ring());
                failed("anything");
            }
        }
    }

    private void anything(Random random) throws Throwable {
        if (random.nextBoolean()) {
            future(random, "anything");
            return;
        }
        if (random.nextBoolean()) {
            otherFuture(random);
            return;
        }
        Object given = random.nextBoolean() ? "text" : new SubmissionPublisher<String>();
        assertThat(call("anything", NOTHING, given)).isSameAs(given);
        ok("anything");
    }

    private void flow(Random random) throws Throwable {
        try (SubmissionPublisher<String> source = new SubmissionPublisher<>(Runnable::run, 16)) {
            if (random.nextInt(4) == 0) {
                assertThat(call("flow", NOTHING, source)).isSameAs(source);
                ok("flow");
                return;
            }
            @SuppressWarnings("unchecked")
            Flow.Publisher<String> followed =
                    (Flow.Publisher<String>) call("flow", NOTHING, (Flow.Publisher<String>) source::subscribe);
            Subscriber subscriber = new Subscriber();
            followed.subscribe(subscriber);
            source.submit("a");
            switch (random.nextInt(3)) {
                case 0 -> {
                    source.close();
                    ok("flow");
                }
                case 1 -> {
                    source.closeExceptionally(new IllegalStateException());
                    failed("flow");
                }
                default -> {
                    subscriber.subscription.cancel();
                    cancelled("flow");
                }
            }
        }
    }

    private void flux(Random random) throws Throwable {
        Sinks.Many<String> sink = Sinks.many().multicast().directBestEffort();
        // As it comes, or by an operator that offers fusion.
        Flux<String> given = random.nextBoolean()
                ? sink.asFlux().hide()
                : Flux.just("a", "b").map(each -> each + each);
        @SuppressWarnings("unchecked")
        Flux<String> followed = (Flux<String>) call("flux", NOTHING, given);
        switch (random.nextInt(4)) {
            case 0 -> {
                followed.take(1).concatMap(Mono::just).subscribe().dispose();
                cancelled("flux");
            }
            case 1 -> {
                followed.mergeWith(Flux.never()).subscribe().dispose();
                if (given.getClass().getName().contains("Hide")) {
                    cancelled("flux");
                } else {
                    ok("flux");
                }
            }
            case 2 -> {
                followed.subscribe(new reactor.core.publisher.BaseSubscriber<String>() {
                    @Override
                    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                        subscription.cancel();
                    }
                });
                cancelled("flux");
            }
            default -> {
                @SuppressWarnings("unchecked")
                Flux<String> broken = (Flux<String>) call(
                        "flux",
                        NOTHING,
                        Flux.<String>error(new IllegalStateException()).hide());
                broken.onErrorComplete().blockLast();
                failed("flux");
            }
        }
    }

    private void mono(Random random) throws Throwable {
        switch (random.nextInt(4)) {
            case 0 -> {
                ((Mono<?>) call("mono", NOTHING, Mono.just("x").map(each -> each + each))).block();
                ok("mono");
            }
            case 1 -> {
                ((Mono<?>) call("mono", NOTHING, Mono.never().hide()))
                        .subscribe()
                        .dispose();
                cancelled("mono");
            }
            case 2 -> {
                ((Mono<?>) call(
                                "mono",
                                NOTHING,
                                Mono.error(new IllegalStateException()).hide()))
                        .onErrorComplete()
                        .block();
                failed("mono");
            }
            default -> {
                Mono<String> callable = Mono.fromCallable(() -> "x");
                assertThat(call("mono", NOTHING, callable))
                        .as("a Callable to its subscriber")
                        .isSameAs(callable);
                ok("mono");
            }
        }
    }

    private void single(Random random) throws Throwable {
        switch (random.nextInt(6)) {
            case 0 -> {
                ((Single<?>) call("single", NOTHING, Single.just("x"))).blockingGet();
                ok("single");
            }
            case 1 -> {
                ((Single<?>) call("single", NOTHING, Single.never()))
                        .subscribe()
                        .dispose();
                cancelled("single");
            }
            case 2 -> {
                ((Single<?>) call("single", NOTHING, Single.error(new IllegalStateException())))
                        .ignoreElement()
                        .onErrorComplete()
                        .blockingAwait();
                failed("single");
            }
            case 3 -> {
                ((Single<?>) call("single", NOTHING, Single.never())).subscribe();
                cancelled("single");
            }
            case 4 -> throwing("single", "single", Single.just("x"));
            default -> {
                SingleSubject<String> subject = SingleSubject.create();
                assertThat(call("single", NOTHING, subject)).as("a subject").isSameAs(subject);
                ok("single");
            }
        }
    }

    private void uni(Random random) throws Throwable {
        switch (random.nextInt(5)) {
            case 0 -> {
                Uni<?> twice = (Uni<?>) call("uni", NOTHING, Uni.createFrom().item("x"));
                twice.await().indefinitely();
                twice.await().indefinitely();
                ok("uni");
                ok("uni");
            }
            case 1 -> {
                ((Uni<?>) call("uni", NOTHING, Uni.createFrom().nothing()))
                        .subscribe()
                        .with(each -> {})
                        .cancel();
                cancelled("uni");
            }
            case 2 -> {
                ((Uni<?>) call("uni", NOTHING, Uni.createFrom().failure(new IllegalStateException())))
                        .onFailure()
                        .recoverWithNull()
                        .await()
                        .indefinitely();
                failed("uni");
            }
            case 3 -> {
                ((Uni<?>) call("uni", NOTHING, Uni.createFrom().nothing()))
                        .subscribe()
                        .with(each -> {});
                cancelled("uni");
            }
            default -> call("uni", NOTHING, Uni.createFrom().item("never subscribed to"));
        }
    }

    private static Iterator<String> one() {
        return new Iterator<>() {
            private int left = 2;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public String next() {
                left--;
                return "x";
            }
        };
    }

    private void iterator(Random random) throws Throwable {
        Iterator<?> followed = (Iterator<?>) call("iterator", NOTHING, one());
        switch (random.nextInt(3)) {
            case 0 -> {
                followed.forEachRemaining(each -> {});
                ok("iterator");
            }
            case 1 -> {
                while (followed.hasNext()) {
                    followed.next();
                }
                followed.hasNext();
                ok("iterator");
            }
            default -> {
                followed.next();
                cancelled("iterator");
            }
        }
    }

    private void stream(Random random) throws Throwable {
        @SuppressWarnings("unchecked")
        Stream<String> followed = (Stream<String>) call("stream", NOTHING, Stream.of("a", "b", "c"));
        switch (random.nextInt(7)) {
            case 0 -> {
                assertThat(followed.map(String::length).toList()).hasSize(3);
                ok("stream");
            }
            case 1 -> {
                assertThat(followed.parallel().mapToInt(String::length).sum()).isEqualTo(3);
                ok("stream");
            }
            case 2 -> {
                assertThat(followed.filter(each -> true).findFirst()).isPresent();
                cancelled("stream");
            }
            case 3 -> {
                followed.close();
                cancelled("stream");
            }
            case 4 -> {
                followed.filter(each -> true).iterator().forEachRemaining(each -> {});
                ok("stream");
            }
            case 5 -> {
                assertThat(followed.flatMap(each -> Stream.iterate(each, next -> next + "x"))
                                .limit(10))
                        .hasSize(10);
                cancelled("stream");
            }
            default -> cancelled("stream");
        }
    }

    private void callback(Random random) throws Throwable {
        Object handler = type.getMethod("handler").invoke(null);
        switch (random.nextInt(6)) {
            case 0 -> throwing("callback", "ends.callback", handler);
            case 1 -> {
                Runnable ending = run(() -> invoke(handler, "onEnd", "x"));
                call("callback", ending, handler);
                ok("ends.callback");
            }
            case 2 -> {
                Runnable endingAndThrowing = run(() -> {
                    invoke(handler, "onEnd", "x");
                    throw new IllegalStateException();
                });
                try {
                    call("callback", endingAndThrowing, handler);
                } catch (IllegalStateException expected) {
                    ok("ends.callback");
                }
            }
            case 3 -> {
                call("callback", NOTHING, handler);
                invoke(handler, "onPart", "x");
                race(run(() -> invoke(handler, "onEnd", "x")), run(() -> invoke(handler, "onEnd", "y")));
                ok("ends.callback");
            }
            case 4 -> {
                call("callback", NOTHING, handler);
                invoke(handler, "onError", new CancellationException());
                cancelled("ends.callback");
            }
            default -> {
                call("callback", NOTHING, handler);
                cancelled("ends.callback");
            }
        }
    }

    private static void invoke(Object handler, String method, Object argument) throws Throwable {
        for (Method each : handler.getClass().getMethods()) {
            if (each.getName().equals(method)) {
                each.invoke(handler, argument);
            }
        }
    }

    private static void race(Runnable one, Runnable other) throws InterruptedException {
        Thread thread = new Thread(one);
        thread.start();
        other.run();
        thread.join();
    }

    private Map<String, String> expected() {
        Map<String, String> texts = new TreeMap<>();
        done.forEach((name, counts) -> texts.put(
                name, counts[0] + " calls, " + counts[1] + " errors, " + counts[2] + " cancelled, 0 running"));
        return texts;
    }

    private static Map<String, String> recorded(WovenRecorder recorder) {
        Map<String, String> texts = new TreeMap<>();
        for (OperationSnapshot each : recorder.snapshots()) {
            texts.put(
                    each.operation().name(),
                    each.calls() + " calls, " + each.errors() + " errors, " + each.cancelled() + " cancelled, "
                            + each.inFlight() + " running");
        }
        return texts;
    }

    private boolean agrees(WovenRecorder recorder) {
        return recorded(recorder).equals(expected());
    }

    private static long running(WovenRecorder recorder) {
        long running = 0;
        for (int id = 0; id < recorder.operationCount(); id++) {
            running += Math.abs(recorder.inFlight(id, Duration.ofSeconds(1)).total());
        }
        return running;
    }

    private static long calls(WovenRecorder recorder, String operation) {
        for (OperationSnapshot each : recorder.snapshots()) {
            if (each.operation().name().equals(operation)) {
                return each.calls();
            }
        }
        return 0;
    }

    /** A wrapper that holds itself. */
    private static final class Ring extends CompletionException {
        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }

    /** Asks for everything. */
    private static final class Subscriber implements Flow.Subscriber<String> {
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
