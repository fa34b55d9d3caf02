package com.acme.apps;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.flowables.ConnectableFlowable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Publishers of four libraries in many ways, each told in one line that does not depend on timing. */
public final class PublishersApp {
    private PublishersApp() {}

    /** An engine that hands out what its methods' callers know better than their declarations. */
    static class Engine {
        final SubmissionPublisher<String> own = new SubmissionPublisher<>(Runnable::run, 8);

        Flow.Publisher<String> declared() {
            return own;
        }

        Object object() {
            return own;
        }

        @SuppressWarnings("unchecked")
        <T> T generic() {
            return (T) own;
        }

        Flux<String> connectable() {
            return Flux.just("a", "b").publish();
        }

        Mono<String> callable() {
            return Mono.fromCallable(() -> "called");
        }

        Flux<String> tokens() {
            return Flux.just("t1", "t2", "t3").map(String::toUpperCase);
        }

        Mono<String> answer() {
            return Mono.deferContextual(context -> Mono.just(context.getOrDefault("who", "nobody")))
                    .map(who -> "for " + who);
        }

        org.reactivestreams.Publisher<String> flowable() {
            return Flowable.just("f1", "f2");
        }

        Flow.Publisher<String> multi() {
            return Multi.createFrom().items("m1", "m2");
        }

        Iterator<String> iterator() {
            return new ArrayList<>(List.of("i1", "i2")).iterator();
        }

        Stream<String> stream() {
            return Stream.of("s1", "s2", "s3");
        }

        Stream<String> sorted() {
            TreeSet<String> reversed = new TreeSet<>(Comparator.reverseOrder());
            reversed.addAll(List.of("a", "b"));
            return reversed.stream();
        }

        Stream<Integer> listed() {
            return new ArrayList<>(List.of(1, 2, 3, 4)).stream();
        }

        CompletableFuture<String> future() {
            return new CompletableFuture<String>()
                    .completeOnTimeout("late", 20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** One step of which the result, or what it throws, is printed. */
    private static void step(String name, Callable<Object> step) {
        try {
            System.out.println(name + ": " + step.call());
        } catch (Throwable thrown) {
            System.out.println(name + " throws " + thrown.getClass().getName());
        }
    }

    public static void main(String[] arguments) {
        Engine engine = new Engine();
        jdk(engine);
        reactor(engine);
        rxJava(engine);
        mutiny(engine);
        System.out.println("end");
        System.exit(0);
    }

    private static void jdk(Engine engine) {
        step("identity", () -> engine.declared() == engine.own);
        step("cast", () -> ((SubmissionPublisher<String>) engine.declared()).getNumberOfSubscribers());
        step("object cast", () -> ((SubmissionPublisher<?>) engine.object()).isClosed());
        step("generic cast", () -> {
            SubmissionPublisher<String> publisher = engine.generic();
            return publisher.getMaxBufferCapacity();
        });
        step("adapted", () -> {
            CompletableFuture<List<String>> collected = JdkFlowAdapter.flowPublisherToFlux(engine.declared())
                    .collectList()
                    .toFuture();
            engine.own.submit("x");
            engine.own.submit("y");
            engine.own.close();
            return collected.get();
        });
        step("iterator", () -> {
            Iterator<String> iterator = engine.iterator();
            iterator.next();
            iterator.remove();
            return iterator.next() + iterator.hasNext();
        });
        step(
                "stream",
                () -> engine.stream().peek(each -> System.out.print("seen ")).count());
        step(
                "lazy stream",
                () -> Arrays.toString(engine.stream()
                        .flatMap(each -> Stream.iterate(each, next -> next + "'"))
                        .limit(4)
                        .toArray()));
        step(
                "parallel stream",
                () -> engine.stream().parallel().map(String::length).reduce(0, Integer::sum));
        step("undeclared", () -> {
            engine.stream().forEach(each -> PublishersApp.<RuntimeException>rethrow(new IOException(each)));
            return "not thrown";
        });
        step(
                "undeclared, mapped",
                () -> engine.stream()
                        .mapToInt(each -> {
                            PublishersApp.<RuntimeException>rethrow(new IOException(each));
                            return 1;
                        })
                        .sum());
        step("undeclared at the close", () -> {
            engine.stream()
                    .onClose(() -> PublishersApp.<RuntimeException>rethrow(new IOException()))
                    .close();
            return "not thrown";
        });
        step("comparator", () -> engine.sorted().spliterator().getComparator().compare("a", "b"));
        step("split", () -> {
            Spliterator<Integer> rest = engine.listed().spliterator();
            Spliterator<Integer> part = rest.trySplit();
            return part.estimateSize() + " and " + rest.estimateSize() + ", " + rest.characteristics() + ", "
                    + StreamSupport.stream(part, true).reduce(0, Integer::sum);
        });
        step(
                "primitives",
                () -> engine.stream()
                        .mapToInt(String::length)
                        .asLongStream()
                        .mapToObj(Long::toString)
                        .toList());
        step(
                "primitive iterator",
                () -> engine.listed().mapToInt(each -> each).iterator().nextInt());
        step("used twice", () -> {
            Stream<String> stream = engine.stream();
            return stream.count() + stream.count();
        });
        step("future", () -> engine.future().thenApply(String::length).get());
    }

    private static void reactor(Engine engine) {
        step("connectable", () -> engine.connectable() instanceof ConnectableFlux);
        step("callable", () -> ((Callable<?>) engine.callable()).call());
        step("fuseable", () -> engine.tokens() instanceof Fuseable);
        step("scannable", () -> Scannable.from(engine.tokens()).isScanAvailable());
        step("range", () -> Flux.range(1, 4).map(each -> each * 2).collectList().block());
        step(
                "tokens",
                () -> engine.tokens()
                        .filter(each -> !each.endsWith("2"))
                        .collectList()
                        .block());
        step(
                "fused",
                () -> engine.tokens()
                        .publishOn(Schedulers.parallel())
                        .map(String::length)
                        .collectList()
                        .block());
        step(
                "context",
                () -> engine.answer().contextWrite(Context.of("who", "me")).block());
        step("twice", () -> {
            Mono<String> answer = engine.answer();
            return answer.block() + answer.block();
        });
        step(
                "zip",
                () -> Flux.zip(engine.tokens(), Flux.range(1, 9))
                        .map(Object::toString)
                        .collectList()
                        .block());
        step(
                "parallel",
                () -> Flux.range(1, 6)
                        .parallel(2)
                        .runOn(Schedulers.parallel())
                        .map(each -> each * each)
                        .sequential()
                        .sort()
                        .collectList()
                        .block());
        step("is parallel", () -> Flux.range(1, 2).parallel() instanceof ParallelFlux);
        step(
                "group",
                () -> Flux.range(1, 6)
                        .groupBy(each -> each % 2)
                        .flatMap(group -> group.count())
                        .collectList()
                        .block());
        step(
                "error",
                () -> Flux.error(new IllegalStateException()).collectList().block());
        step(
                "resume",
                () -> Flux.<String>error(new IllegalStateException())
                        .onErrorReturn("resumed")
                        .blockLast());
        step(
                "retry",
                () -> Flux.defer(() -> Flux.error(new IllegalStateException()))
                        .retry(2)
                        .blockLast());
        step("take", () -> engine.tokens().take(1).collectList().block());
        step("timeout", () -> Mono.never().timeout(Duration.ofMillis(10)).block());
        step("replay", () -> {
            ConnectableFlux<Integer> replay = Flux.range(1, 3).replay();
            replay.connect();
            return replay.collectList().block();
        });
        step("sink", () -> {
            Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
            sink.tryEmitNext("one");
            sink.tryEmitComplete();
            return sink.asFlux().collectList().block();
        });
        step(
                "generate",
                () -> Flux.<Integer, Integer>generate(() -> 0, (state, sink) -> {
                            sink.next(state);
                            if (state == 3) {
                                sink.complete();
                            }
                            return state + 1;
                        })
                        .collectList()
                        .block());
        step(
                "switch",
                () -> Mono.<String>empty().switchIfEmpty(Mono.just("else")).block());
        step("to stream", () -> engine.tokens().toStream().toList());
        step("cache", () -> {
            Mono<String> cached = engine.answer().cache();
            return cached.block() + cached.block();
        });
        step("then", () -> engine.tokens().then(Mono.just("then")).block());
        step(
                "expand",
                () -> Flux.just(1)
                        .expand(each -> each < 4 ? Mono.just(each + 1) : Mono.empty())
                        .collectList()
                        .block());
    }

    private static void rxJava(Engine engine) {
        step(
                "flowable cast",
                () -> ((Flowable<String>) engine.flowable()).toList().blockingGet());
        step(
                "flowable",
                () -> Flowable.range(1, 5)
                        .map(each -> each + 1)
                        .filter(each -> each % 2 == 0)
                        .toList()
                        .blockingGet());
        step(
                "flowable zip",
                () -> Flowable.zip(Flowable.just(1, 2), Flowable.just("a", "b"), (one, other) -> one + other)
                        .toList()
                        .blockingGet());
        step(
                "flowable error",
                () -> Flowable.error(new IllegalStateException())
                        .onErrorReturnItem("item")
                        .blockingLast());
        step("connectable flowable", () -> {
            ConnectableFlowable<Integer> published = Flowable.range(1, 2).publish();
            return published.autoConnect().toList().blockingGet();
        });
        step("observable", () -> Observable.just(3, 1, 2).sorted().toList().blockingGet());
        step(
                "single",
                () -> Single.fromCallable(() -> "single").map(String::length).blockingGet());
        step(
                "from reactor",
                () -> Flowable.fromPublisher(engine.tokens()).toList().blockingGet());
    }

    private static void mutiny(Engine engine) {
        step(
                "multi cast",
                () -> ((Multi<String>) engine.multi())
                        .collect()
                        .asList()
                        .await()
                        .indefinitely());
        step(
                "multi",
                () -> Multi.createFrom()
                        .range(1, 5)
                        .map(each -> each * 3)
                        .select()
                        .where(each -> each % 2 == 0)
                        .collect()
                        .asList()
                        .await()
                        .indefinitely());
        step(
                "uni",
                () -> Uni.createFrom()
                        .item("uni")
                        .onItem()
                        .transform(String::length)
                        .await()
                        .indefinitely());
        step(
                "uni fails",
                () -> Uni.createFrom()
                        .failure(new IllegalStateException())
                        .onFailure()
                        .recoverWithItem("back")
                        .await()
                        .indefinitely());
        step(
                "uni combined",
                () -> Uni.combine()
                        .all()
                        .unis(Uni.createFrom().item(1), Uni.createFrom().item(2))
                        .asTuple()
                        .await()
                        .indefinitely());
        step(
                "multi grouped",
                () -> Multi.createFrom()
                        .range(0, 6)
                        .group()
                        .intoLists()
                        .of(2)
                        .collect()
                        .asList()
                        .await()
                        .indefinitely());
        step(
                "multi to flux",
                () -> JdkFlowAdapter.flowPublisherToFlux(engine.multi())
                        .collectList()
                        .block());
        step(
                "uni retry",
                () -> Uni.createFrom()
                        .item(() -> {
                            throw new IllegalStateException();
                        })
                        .onFailure()
                        .retry()
                        .atMost(2)
                        .await()
                        .indefinitely());
    }
}
