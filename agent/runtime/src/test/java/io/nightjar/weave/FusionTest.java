package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.WatchSettings;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;

/** Operators that take elements from their source themselves, on a thread of their own, do so with the agent too. */
final class FusionTest {
    private final Set<Thread> readers = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private WeavingFixture fixture;

    /** One library: a followed source of elements, and how it is read on another thread. */
    record Library(
            String method,
            Function<Iterable<String>, Object> source,
            Function<Object, Object> fusing,
            Function<Object, List<?>> read) {}

    @SuppressWarnings("unchecked")
    static Stream<Named<Library>> libraries() {
        return Stream.of(
                Named.of(
                        "Flowable",
                        new Library(
                                "Sources#flowable",
                                Flowable::fromIterable,
                                flow -> ((Flowable<String>) flow).observeOn(Schedulers.io()),
                                flow -> ((Flowable<String>) flow)
                                        .observeOn(Schedulers.single())
                                        .toList()
                                        .blockingGet())),
                Named.of(
                        "Observable",
                        new Library(
                                "Sources#observable",
                                Observable::fromIterable,
                                flow -> ((Observable<String>) flow).observeOn(Schedulers.io()),
                                flow -> ((Observable<String>) flow)
                                        .observeOn(Schedulers.single())
                                        .toList()
                                        .blockingGet())),
                Named.of(
                        "Flux",
                        new Library(
                                "Endings#flux",
                                Flux::fromIterable,
                                flow -> ((Flux<String>) flow)
                                        .publishOn(reactor.core.scheduler.Schedulers.boundedElastic()),
                                flow -> ((Flux<String>) flow)
                                        .publishOn(reactor.core.scheduler.Schedulers.single())
                                        .collectList()
                                        .block())));
    }

    @BeforeEach
    void weave() {
        fixture = new WeavingFixture(new WatchSettings(
                List.of(),
                List.of(new OperationDefinition(
                        "ask",
                        List.of("com.acme.Sources#flowable", "com.acme.Sources#observable", "com.acme.Endings#flux"),
                        "auto",
                        "custom")),
                null));
    }

    @AfterEach
    void noFailureWasSwallowed() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object followed(Library library, Object source) throws Exception {
        int sharp = library.method().indexOf('#');
        Object target = fixture.make("com.acme." + library.method().substring(0, sharp));
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(library.method().substring(sharp + 1))) {
                Runnable nothing = () -> {};
                return method.getParameterCount() == 1
                        ? method.invoke(target, source)
                        : method.invoke(target, nothing, source);
            }
        }
        throw new AssertionError(library.method());
    }

    /** Elements that note who reads them. */
    private Iterable<String> elements(int count, RuntimeException last) {
        return () -> new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                readers.add(Thread.currentThread());
                return given < count || last != null;
            }

            @Override
            public String next() {
                readers.add(Thread.currentThread());
                if (given == count) {
                    throw last;
                }
                return "element " + given++;
            }
        };
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void shouldReadTheSourceOnTheOperatorsThread(Library library) throws Exception {
        assertThat(library.read().apply(library.source().apply(elements(3, null))))
                .hasSize(3);
        Set<Thread> without = Set.copyOf(readers);
        readers.clear();
        Object flow = followed(library, library.source().apply(elements(3, null)));

        assertThat(library.read().apply(flow)).hasSize(3);
        assertThat(readers).isEqualTo(without);
        assertThat(readers).anyMatch(thread -> thread != Thread.currentThread());
        assertThat(fixture.calls.drain())
                .containsExactly("started ask", "chunk ask", "chunk ask", "chunk ask", "stream ended ask");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void shouldFailTheCallWhenTheSourceThrowsAsItIsTakenFrom(Library library) throws Exception {
        Object flow = followed(library, library.source().apply(elements(1, new IllegalStateException("broken"))));

        assertThatThrownBy(() -> library.read().apply(flow))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(fixture.calls.drain())
                .containsExactly("started ask", "chunk ask", "stream failed IllegalStateException ask");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void shouldCountEachElementOnceWhenTheSourceSaysThatThereIsSomethingToTake(Library library) throws Exception {
        assertThat(library.read().apply(library.fusing().apply(library.source().apply(elements(300, null)))))
                .hasSize(300);
        Set<String> without = kinds(readers);
        readers.clear();
        Object flow = followed(library, library.fusing().apply(library.source().apply(elements(300, null))));

        assertThat(library.read().apply(flow)).hasSize(300);
        assertThat(kinds(readers)).as("whoever else asks could take an element").isSubsetOf(without);
        List<String> events = fixture.calls.drain();
        assertThat(Collections.frequency(events, "chunk ask")).isEqualTo(300);
        assertThat(events.get(events.size() - 1)).isEqualTo("stream ended ask");
    }

    /** A fused source of one element that counts who asks whether it is empty. */
    private static final class OneElement implements Fuseable.QueueSubscription<String> {
        private CoreSubscriber<? super String> subscriber;
        private String element = "element";
        private int asked;

        Flux<String> flux() {
            return new Flux<>() {
                @Override
                public void subscribe(CoreSubscriber<? super String> actual) {
                    subscriber = actual;
                    actual.onSubscribe(OneElement.this);
                }
            };
        }

        @Override
        public int requestFusion(int mode) {
            return Fuseable.ASYNC;
        }

        @Override
        public String poll() {
            String polled = element;
            element = null;
            return polled;
        }

        @Override
        public int size() {
            return element == null ? 0 : 1;
        }

        @Override
        public boolean isEmpty() {
            asked++;
            return element == null;
        }

        @Override
        public void clear() {
            element = null;
        }

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }

    /** A subscriber that takes from the queue when the test says so. */
    private static final class Taker implements CoreSubscriber<String> {
        private Fuseable.QueueSubscription<String> queue;

        @Override
        @SuppressWarnings("unchecked")
        public void onSubscribe(Subscription subscription) {
            queue = (Fuseable.QueueSubscription<String>) subscription;
            assertThat(queue.requestFusion(Fuseable.ANY)).isEqualTo(Fuseable.ASYNC);
        }

        @Override
        public void onNext(String nothing) {}

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void onComplete() {}
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldLeaveTheQueueToItsTakerWhenTheSourceEnds() throws Exception {
        Library flux = new Library("Endings#flux", null, null, null);
        OneElement source = new OneElement();
        Taker taker = new Taker();
        ((Flux<String>) followed(flux, source.flux())).subscribe(taker);

        source.subscriber.onNext(null);
        source.subscriber.onComplete();
        assertThat(source.asked).as("asked by the source's thread").isZero();
        assertThat(fixture.calls.drain()).containsExactly("started ask");

        assertThat(taker.queue.poll()).isEqualTo("element");
        assertThat(taker.queue.poll()).isNull();
        assertThat(fixture.calls.drain()).containsExactly("chunk ask", "stream ended ask");
    }

    /** The names of threads without their numbers: a pool may take another of its own. */
    private static Set<String> kinds(Set<Thread> threads) {
        Set<String> kinds = new TreeSet<>();
        threads.forEach(thread -> kinds.add(thread.getName().replaceAll("[0-9]", "")));
        return kinds;
    }
}
