package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.WatchSettings;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.core.SingleSource;
import io.reactivex.rxjava3.flowables.ConnectableFlowable;
import io.reactivex.rxjava3.functions.Supplier;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Methods that return the five types of RxJava 3, whose subscriptions are calls. */
final class RxJavaTest {
    private final List<Throwable> undeliverable = new ArrayList<>();
    private WeavingFixture fixture;
    private Object sources;

    @BeforeEach
    void weave() throws ReflectiveOperationException {
        List<OperationDefinition> operations = new ArrayList<>();
        for (String name : List.of("single", "source", "maybe", "completable", "observable", "flowable", "publisher")) {
            operations.add(new OperationDefinition(name, List.of("com.acme.Sources#" + name), "auto", "custom"));
        }
        operations.add(
                new OperationDefinition("anything", List.of("com.acme.Sources#anything"), "publisher", "custom"));
        fixture = new WeavingFixture(new WatchSettings(List.of(), operations, null));
        sources = fixture.make("com.acme.Sources");
        RxJavaPlugins.setErrorHandler(undeliverable::add);
    }

    @AfterEach
    void noFailureWasSwallowed() {
        RxJavaPlugins.reset();
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    /** What a method of the woven class makes of a source. */
    @SuppressWarnings("unchecked")
    private <T> T returned(String method, Object given) {
        for (Method each : sources.getClass().getMethods()) {
            if (each.getName().equals(method)) {
                try {
                    return (T) each.invoke(sources, given);
                } catch (IllegalAccessException | InvocationTargetException impossible) {
                    throw new AssertionError(impossible);
                }
            }
        }
        throw new AssertionError("no method " + method);
    }

    private List<String> events() {
        return fixture.calls.drain();
    }

    @Test
    void shouldCallNothingWhenNothingSubscribes() {
        AtomicInteger runs = new AtomicInteger();
        Single<String> single = returned("single", Single.fromCallable(() -> "run " + runs.incrementAndGet()));

        assertThat(events()).isEmpty();
        assertThat(runs).hasValue(0);
        single.test().assertValue("run 1");
        single.test().assertValue("run 2");
        assertThat(events())
                .containsExactly("started single", "stream ended single", "started single", "stream ended single");
    }

    @Test
    void shouldEndACallAsItsSourceEnds() {
        IllegalStateException broken = new IllegalStateException();

        this.<Single<String>>returned("single", Single.just("x")).test().assertResult("x");
        this.<Single<String>>returned("single", Single.<String>error(broken))
                .test()
                .assertFailure(IllegalStateException.class);
        this.<Maybe<String>>returned("maybe", Maybe.just("x").hide()).test().assertResult("x");
        this.<Maybe<String>>returned("maybe", Maybe.<String>empty().hide())
                .test()
                .assertResult();
        this.<Maybe<String>>returned("maybe", Maybe.<String>error(broken))
                .test()
                .assertFailure(IllegalStateException.class);
        this.<Completable>returned("completable", Completable.complete()).test().assertResult();
        this.<Completable>returned("completable", Completable.error(broken))
                .test()
                .assertFailure(IllegalStateException.class);
        assertThat(events())
                .containsExactly(
                        "started single", "stream ended single",
                        "started single", "stream failed IllegalStateException single",
                        "started maybe", "stream ended maybe",
                        "started maybe", "stream ended maybe",
                        "started maybe", "stream failed IllegalStateException maybe",
                        "started completable", "stream ended completable",
                        "started completable", "stream failed IllegalStateException completable");

        this.<Observable<String>>returned("observable", Observable.just("a", "b"))
                .test()
                .assertResult("a", "b");
        this.<Observable<String>>returned("observable", Observable.<String>error(broken))
                .test()
                .assertFailure(IllegalStateException.class);
        assertThat(events())
                .containsExactly(
                        "started observable",
                        "chunk observable",
                        "chunk observable",
                        "stream ended observable",
                        "started observable",
                        "stream failed IllegalStateException observable");

        this.<Flowable<String>>returned("flowable", Flowable.just("a", "b"))
                .test()
                .assertResult("a", "b");
        this.<Flowable<String>>returned("flowable", Flowable.<String>error(broken))
                .test()
                .assertFailure(IllegalStateException.class);
        assertThat(events())
                .containsExactly(
                        "started flowable",
                        "chunk flowable",
                        "chunk flowable",
                        "stream ended flowable",
                        "started flowable",
                        "stream failed IllegalStateException flowable");
    }

    @Test
    void shouldCancelACallWhenItsObserverDisposes() {
        SingleSubject<String> subject = SingleSubject.create();
        PublishSubject<String> elements = PublishSubject.create();
        TestObserver<String> single =
                this.<Single<String>>returned("single", subject.hide()).test();
        TestObserver<String> observable =
                this.<Observable<String>>returned("observable", elements.hide()).test();
        assertThat(subject.hasObservers()).isTrue();
        assertThat(elements.hasObservers()).isTrue();

        single.dispose();
        observable.dispose();
        this.<Maybe<String>>returned("maybe", Maybe.<String>never()).subscribe().dispose();
        this.<Completable>returned("completable", Completable.never())
                .subscribe()
                .dispose();
        this.<Flowable<String>>returned("flowable", Flowable.<String>never())
                .subscribe()
                .dispose();

        assertThat(subject.hasObservers()).isFalse();
        assertThat(elements.hasObservers()).isFalse();
        assertThat(events())
                .filteredOn(each -> !each.startsWith("started"))
                .containsExactly(
                        "stream cancelled single",
                        "stream cancelled observable",
                        "stream cancelled maybe",
                        "stream cancelled completable",
                        "stream cancelled flowable");
    }

    @Test
    void shouldCancelACallWhenItsTimeIsUp() {
        TestScheduler scheduler = new TestScheduler();
        Single<String> late = returned("single", Single.<String>never());

        TestObserver<String> observer =
                late.timeout(1, TimeUnit.SECONDS, scheduler).test();
        scheduler.advanceTimeBy(1, TimeUnit.SECONDS);

        observer.assertFailure(java.util.concurrent.TimeoutException.class);
        assertThat(events()).containsExactly("started single", "stream cancelled single");
    }

    @Test
    void shouldPassRequestsOnWhenASubscriberAsksForAFew() {
        List<Long> requested = new ArrayList<>();
        Flowable<String> flowable =
                returned("flowable", Flowable.just("a", "b", "c").doOnRequest(requested::add));

        TestSubscriber<String> subscriber = flowable.test(2);

        subscriber.assertValues("a", "b").assertNotComplete();
        assertThat(requested).containsExactly(2L);
        subscriber.request(1);
        subscriber.assertResult("a", "b", "c");
        assertThat(requested).containsExactly(2L, 1L);
        assertThat(events()).endsWith("chunk flowable", "stream ended flowable");
    }

    @Test
    void shouldStayAFlowableWhenTheMethodDeclaresAPublisher() {
        Publisher<String> publisher = returned("publisher", Flowable.just("a", "b"));
        SingleSource<String> source = returned("source", Single.just("x"));
        Object anything = returned("anything", Flowable.just("a", "b"));

        assertThat(((Flowable<String>) publisher).count().blockingGet()).isEqualTo(2);
        assertThat(((Single<String>) source).blockingGet()).isEqualTo("x");
        assertThat(((Flowable<?>) anything).count().blockingGet()).isEqualTo(2);
        assertThat(events()).containsOnlyOnce("stream ended publisher", "stream ended source", "stream ended anything");
    }

    @Test
    void shouldLeaveAloneWhatTheApplicationCouldCastTo() {
        PublishSubject<String> subject = PublishSubject.create();
        PublishProcessor<String> processor = PublishProcessor.create();
        ConnectableFlowable<String> connectable = Flowable.just("a").publish();
        Single<String> ownClass = new OwnSingle();

        assertThat(this.<Object>returned("observable", subject)).isSameAs(subject);
        assertThat(this.<Object>returned("flowable", processor)).isSameAs(processor);
        assertThat(this.<Object>returned("flowable", connectable)).isSameAs(connectable);
        assertThat(this.<Object>returned("single", ownClass)).isSameAs(ownClass);
        assertThat(events())
                .containsExactly(
                        "started observable", "ended observable",
                        "started flowable", "ended flowable",
                        "started flowable", "ended flowable",
                        "started single", "ended single");
        assertThat(fixture.weaver.notFollowed())
                .extracting(entry -> entry.type())
                .contains(PublishSubject.class.getName(), OwnSingle.class.getName());
    }

    /** A class that the application could name. */
    public static final class OwnSingle extends Single<String> {
        @Override
        protected void subscribeActual(SingleObserver<? super String> observer) {
            Single.just("own").subscribe(observer);
        }
    }

    @Test
    void shouldLeaveAnEmitterAloneBecauseRequestsGoAnotherWay() {
        Flowable<String> created =
                Flowable.create(emitter -> emitter.onComplete(), io.reactivex.rxjava3.core.BackpressureStrategy.BUFFER);

        assertThat(this.<Object>returned("flowable", created)).isSameAs(created);
        assertThat(this.<Object>returned("flowable", created.map(each -> each))).isNotSameAs(created);
    }

    @Test
    void shouldFollowAnAnonymousSubclassAndWhatCaches() {
        Single<String> anonymous = new Single<>() {
            @Override
            protected void subscribeActual(SingleObserver<? super String> observer) {
                Single.just("anonymous").subscribe(observer);
            }
        };

        this.<Single<String>>returned("single", anonymous).test().assertResult("anonymous");
        this.<Single<String>>returned("single", Single.just("x").cache()).test().assertResult("x");
        assertThat(events()).filteredOn("stream ended single"::equals).hasSize(2);
    }

    @Test
    void shouldCountEachTimeWhenAnOperatorTakesTheValueWithoutSubscribing() throws Throwable {
        AtomicInteger runs = new AtomicInteger();
        Flowable<String> callable = returned("flowable", Flowable.fromCallable(() -> "run " + runs.incrementAndGet()));
        Flowable<Integer> mapped = callable.flatMap(each -> Flowable.just(each.length(), 1));

        assertThat(callable).isInstanceOf(Supplier.class);
        mapped.test().assertResult(5, 1);
        mapped.test().assertResult(5, 1);
        assertThat(runs).hasValue(2);
        assertThat(events())
                .containsExactly(
                        "started flowable",
                        "chunk flowable",
                        "stream ended flowable",
                        "started flowable",
                        "chunk flowable",
                        "stream ended flowable");

        Maybe<String> failing = returned("maybe", Maybe.<String>fromCallable(() -> {
            throw new IllegalStateException();
        }));
        failing.flatMap(Maybe::just).test().assertFailure(IllegalStateException.class);
        assertThatThrownBy(() -> ((Supplier<?>) failing).get()).isInstanceOf(IllegalStateException.class);
        assertThat(events())
                .filteredOn("stream failed IllegalStateException maybe"::equals)
                .hasSize(2);

        Flowable<String> scalar = returned("flowable", Flowable.just("x"));
        scalar.concatMap(each -> Flowable.just(each, each)).test().assertResult("x", "x");
        assertThat(events()).containsExactly("started flowable", "chunk flowable", "stream ended flowable");
    }

    @Test
    void shouldFailACallAndThrowTheSameWhenASourceThrowsAtItsSubscription() {
        Observable<String> source = new Observable<>() {
            @Override
            protected void subscribeActual(io.reactivex.rxjava3.core.Observer<? super String> observer) {
                throw new IllegalStateException("refused");
            }
        };
        Observable<String> followed = returned("observable", source);

        assertThatThrownBy(() -> followed.subscribe(new TestObserver<>()))
                .isInstanceOf(NullPointerException.class)
                .hasRootCauseMessage("refused");
        assertThat(undeliverable).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(events()).containsExactly("started observable", "stream failed IllegalStateException observable");
    }

    @Test
    void shouldReportWhatCannotBeDeliveredOnceWhenTheObserverHasDisposed() {
        Observable<String> followed = returned("observable", Observable.<String>unsafeCreate(observer -> {
            observer.onSubscribe(io.reactivex.rxjava3.disposables.Disposable.empty());
            observer.onError(new IllegalStateException("first"));
            observer.onError(new IllegalStateException("second"));
        }));

        followed.subscribe(each -> {}, thrown -> {});

        assertThat(undeliverable)
                .singleElement()
                .satisfies(each -> assertThat(each).hasStackTraceContaining("second"));
        assertThat(events()).containsExactly("started observable", "stream failed IllegalStateException observable");
    }

    @Test
    void shouldRunTheAssemblyHookOnceForEachOperatorOfTheApplication() {
        AtomicInteger assembled = new AtomicInteger();
        RxJavaPlugins.setOnSingleAssembly(single -> {
            assembled.incrementAndGet();
            return single;
        });

        Single<Integer> mapped =
                this.<Single<String>>returned("single", Single.just("x")).map(String::length);

        mapped.test().assertResult(1);
        assertThat(assembled).hasValue(2);
    }

    @Test
    void shouldRefuseASecondSubscriptionAsWithoutTheAgentWhenASourceBreaksTheContract() {
        io.reactivex.rxjava3.disposables.Disposable first = io.reactivex.rxjava3.disposables.Disposable.empty();
        io.reactivex.rxjava3.disposables.Disposable second = io.reactivex.rxjava3.disposables.Disposable.empty();
        Single<String> followed = returned("single", Single.<String>unsafeCreate(observer -> {
            observer.onSubscribe(first);
            observer.onSubscribe(second);
            observer.onSuccess("x");
        }));

        TestObserver<Integer> observer =
                followed.map(String::length).toObservable().test();

        observer.assertResult(1);
        assertThat(second.isDisposed()).isTrue();
        assertThat(first.isDisposed()).isFalse();
        assertThat(undeliverable).hasSize(1);
        assertThat(events()).containsExactly("started single", "stream ended single");
    }

    @Test
    void shouldEndACallAsCancelledWhenEverythingLetsGoOfIt() {
        this.<Single<String>>returned("single", Single.<String>never()).subscribe(new TestObserver<>());

        List<String> seen = new ArrayList<>(events());
        for (int i = 0; i < 200 && !seen.contains("stream cancelled single"); i++) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
            seen.addAll(events());
        }
        assertThat(seen).containsExactly("started single", "stream cancelled single");
    }
}
