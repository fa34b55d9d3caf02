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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
        Object flow = followed(library, library.fusing().apply(library.source().apply(elements(300, null))));

        assertThat(library.read().apply(flow)).hasSize(300);
        List<String> events = fixture.calls.drain();
        assertThat(Collections.frequency(events, "chunk ask")).isEqualTo(300);
        assertThat(events.get(events.size() - 1)).isEqualTo("stream ended ask");
    }
}
