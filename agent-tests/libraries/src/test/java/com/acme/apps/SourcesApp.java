package com.acme.apps;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.flowables.ConnectableFlowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Publisher;

/**
 * Each lazy type of RxJava 3 and Mutiny, and of each: one that succeeds, fails, is cancelled, whose time is up, to which two
 * subscribe, to which none does, one that is forgotten, and one that was complete when it was returned.
 */
public final class SourcesApp {
    private static final Engine ENGINE = new Engine();

    private SourcesApp() {}

    /** Returns what it is given. */
    static class Engine {
        Single<String> single(Single<String> given) {
            return given;
        }

        Maybe<String> maybe(Maybe<String> given) {
            return given;
        }

        Completable completable(Completable given) {
            return given;
        }

        Observable<String> observable(Observable<String> given) {
            return given;
        }

        Flowable<String> flowable(Flowable<String> given) {
            return given;
        }

        Publisher<String> publisher(Publisher<String> given) {
            return given;
        }

        Uni<String> uni(Uni<String> given) {
            return given;
        }

        Multi<String> multi(Multi<String> given) {
            return given;
        }

        Object untouched(Object given) {
            return given;
        }
    }

    public static void main(String[] arguments) throws Exception {
        single();
        maybe();
        completable();
        observable();
        flowable();
        publisher();
        uni();
        multi();
        untouched();
        Thread collecting = new Thread(SourcesApp::collect, "collecting");
        collecting.setDaemon(true);
        collecting.start();
        Waiting.untilTold();
        System.exit(0);
    }

    /** What was forgotten is collected some time. */
    private static void collect() {
        while (true) {
            System.gc();
            Thread.yield();
        }
    }

    private static String work() {
        return "x";
    }

    private static void single() {
        Single<String> twice =
                ENGINE.single(Single.fromCallable(SourcesApp::work).subscribeOn(Schedulers.io()));
        say("single", twice.blockingGet() + twice.map(String::length).blockingGet());
        say(
                "single",
                ENGINE.single(Single.just("x").delay(5, TimeUnit.MILLISECONDS)).blockingGet());
        say(
                "single",
                ENGINE.single(Single.error(new IllegalStateException()))
                        .onErrorReturnItem("failed")
                        .blockingGet());
        ENGINE.single(Single.never()).subscribe().dispose();
        say(
                "single",
                ENGINE.single(Single.<String>never())
                        .timeout(20, TimeUnit.MILLISECONDS)
                        .onErrorReturn(SourcesApp::timeOut)
                        .blockingGet());
        ENGINE.single(Single.fromCallable(SourcesApp::work));
        ENGINE.single(Single.<String>never()).subscribe();
        say("single", ENGINE.single(Single.just("x")).flatMap(Single::just).blockingGet());
    }

    private static void maybe() {
        Maybe<String> twice = ENGINE.maybe(Maybe.fromCallable(SourcesApp::work).subscribeOn(Schedulers.io()));
        say("maybe", twice.blockingGet() + twice.map(String::length).blockingGet());
        say(
                "maybe",
                ENGINE.maybe(Maybe.just("x").delay(5, TimeUnit.MILLISECONDS)).blockingGet());
        say(
                "maybe",
                ENGINE.maybe(Maybe.error(new IllegalStateException()))
                        .onErrorReturnItem("failed")
                        .blockingGet());
        ENGINE.maybe(Maybe.never()).subscribe().dispose();
        say(
                "maybe",
                ENGINE.maybe(Maybe.<String>never())
                        .timeout(20, TimeUnit.MILLISECONDS)
                        .onErrorReturn(SourcesApp::timeOut)
                        .blockingGet());
        ENGINE.maybe(Maybe.fromCallable(SourcesApp::work));
        ENGINE.maybe(Maybe.<String>never()).subscribe();
        say("maybe", ENGINE.maybe(Maybe.just("x")).flatMap(Maybe::just).blockingGet());
    }

    private static void completable() {
        Completable twice =
                ENGINE.completable(Completable.fromAction(SourcesApp::work).subscribeOn(Schedulers.io()));
        say("completable", twice.andThen(Single.just("x")).blockingGet());
        twice.blockingAwait();
        ENGINE.completable(Completable.complete().delay(5, TimeUnit.MILLISECONDS))
                .blockingAwait();
        ENGINE.completable(Completable.error(new IllegalStateException()))
                .onErrorComplete()
                .blockingAwait();
        ENGINE.completable(Completable.never()).subscribe().dispose();
        ENGINE.completable(Completable.never())
                .timeout(20, TimeUnit.MILLISECONDS)
                .onErrorComplete()
                .blockingAwait();
        ENGINE.completable(Completable.fromAction(SourcesApp::work));
        ENGINE.completable(Completable.never()).subscribe();
        ENGINE.completable(Completable.complete()).blockingAwait();
    }

    private static void observable() {
        Observable<String> twice =
                ENGINE.observable(Observable.fromCallable(SourcesApp::work).subscribeOn(Schedulers.io()));
        say("observable", twice.blockingLast() + twice.map(String::length).blockingLast());
        say(
                "observable",
                ENGINE.observable(Observable.just("x").delay(5, TimeUnit.MILLISECONDS))
                        .blockingLast());
        say(
                "observable",
                ENGINE.observable(Observable.error(new IllegalStateException()))
                        .onErrorReturnItem("failed")
                        .blockingLast());
        ENGINE.observable(Observable.never()).subscribe().dispose();
        say(
                "observable",
                ENGINE.observable(Observable.<String>never())
                        .timeout(20, TimeUnit.MILLISECONDS)
                        .onErrorReturn(SourcesApp::timeOut)
                        .blockingLast());
        ENGINE.observable(Observable.fromCallable(SourcesApp::work));
        ENGINE.observable(Observable.<String>never()).subscribe();
        say(
                "observable",
                ENGINE.observable(Observable.just("x"))
                        .flatMap(Observable::just)
                        .blockingLast());
    }

    private static void flowable() {
        Flowable<String> twice =
                ENGINE.flowable(Flowable.fromCallable(SourcesApp::work).subscribeOn(Schedulers.io()));
        say("flowable", twice.blockingLast() + twice.map(String::length).blockingLast());
        say(
                "flowable",
                ENGINE.flowable(Flowable.just("x").delay(5, TimeUnit.MILLISECONDS))
                        .blockingLast());
        say(
                "flowable",
                ENGINE.flowable(Flowable.error(new IllegalStateException()))
                        .onErrorReturnItem("failed")
                        .blockingLast());
        ENGINE.flowable(Flowable.never()).subscribe().dispose();
        say(
                "flowable",
                ENGINE.flowable(Flowable.<String>never())
                        .timeout(20, TimeUnit.MILLISECONDS)
                        .onErrorReturn(SourcesApp::timeOut)
                        .blockingLast());
        ENGINE.flowable(Flowable.fromCallable(SourcesApp::work));
        ENGINE.flowable(Flowable.<String>never()).subscribe();
        say(
                "flowable",
                ENGINE.flowable(Flowable.just("x"))
                        .flatMap(Flowable::just)
                        .observeOn(Schedulers.computation())
                        .blockingLast());
    }

    private static void publisher() {
        Flowable<String> tokens =
                (Flowable<String>) ENGINE.publisher(Flowable.just("a", "b", "c").hide());
        say("publisher", tokens.rebatchRequests(1).toList().blockingGet());
    }

    private static void uni() {
        Uni<String> twice = ENGINE.uni(Uni.createFrom().item(SourcesApp::work).runSubscriptionOn(Runnable::run));
        say("uni", await(twice) + await(twice.map(String::length)));
        say(
                "uni",
                await(ENGINE.uni(Uni.createFrom().item("x").onItem().delayIt().by(Duration.ofMillis(5)))));
        say(
                "uni",
                await(ENGINE.uni(Uni.createFrom().failure(new IllegalStateException()))
                        .onFailure()
                        .recoverWithItem("failed")));
        ENGINE.uni(Uni.createFrom().nothing()).subscribe().with(each -> {}).cancel();
        say(
                "uni",
                await(ENGINE.uni(Uni.createFrom().<String>nothing())
                        .ifNoItem()
                        .after(Duration.ofMillis(20))
                        .recoverWithItem("time-out")));
        ENGINE.uni(Uni.createFrom().item(SourcesApp::work));
        ENGINE.uni(Uni.createFrom().<String>nothing()).subscribe().with(each -> {});
        say("uni", await(ENGINE.uni(Uni.createFrom().completionStage(CompletableFuture.completedFuture("x")))));
    }

    private static void multi() {
        Multi<String> twice = ENGINE.multi(Multi.createFrom().items(work()).map(each -> each + each));
        say("multi", all(twice) + " " + all(twice.map(String::trim)));
        say("multi", all(ENGINE.multi(Multi.createFrom().<String>emitter(emitter -> {
            emitter.emit("x");
            emitter.complete();
        }))));
        say(
                "multi",
                all(ENGINE.multi(Multi.createFrom().failure(new IllegalStateException()))
                        .onFailure()
                        .recoverWithItem("failed")));
        ENGINE.multi(Multi.createFrom().nothing()).subscribe().with(each -> {}).cancel();
        say(
                "multi",
                all(ENGINE.multi(Multi.createFrom().<String>nothing())
                        .ifNoItem()
                        .after(Duration.ofMillis(20))
                        .recoverWithCompletion()));
        ENGINE.multi(Multi.createFrom().items("x"));
        ENGINE.multi(Multi.createFrom().<String>nothing()).subscribe().with(each -> {});
        say("multi", all(ENGINE.multi(Multi.createFrom().item("x"))));
    }

    private static void untouched() {
        ConnectableFlowable<String> connectable = Flowable.just("a").publish();
        for (Object given : List.of(connectable, PublishSubject.create(), BroadcastProcessor.create())) {
            say("untouched", ENGINE.untouched(given) == given);
        }
        say("untouched", ENGINE.observable(PublishSubject.create()) instanceof PublishSubject);
        say("untouched", ENGINE.flowable(connectable) instanceof ConnectableFlowable);
        say("untouched", ENGINE.multi(BroadcastProcessor.create()) instanceof BroadcastProcessor);
    }

    private static String timeOut(Throwable thrown) {
        return thrown instanceof TimeoutException ? "time-out" : thrown.toString();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    private static List<String> all(Multi<String> multi) {
        return await(multi.collect().asList());
    }

    private static void say(String name, Object what) {
        System.out.println(name + " " + what);
    }
}
