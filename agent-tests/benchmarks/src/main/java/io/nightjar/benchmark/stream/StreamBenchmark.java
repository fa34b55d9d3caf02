package io.nightjar.benchmark.stream;

import com.google.common.util.concurrent.SettableFuture;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Calls that go on after they have returned, and one chunk of an answer that never ends, with or without an agent. What
 * watching costs is the difference.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {
    private static final long ENDLESS = Long.MAX_VALUE;

    private final Model model = new Model();
    private final Collecting handler = new Collecting();
    private final Tokens tokens = new Tokens();
    private @Nullable Answer answer;
    private @Nullable Iterator<String> iterator;

    /** Begins the streams of which single chunks are measured. */
    @Setup
    public void begin() {
        model.chat(handler);
        answer = model.read(ENDLESS);
        iterator = model.iterate(ENDLESS);
        model.publish(tokens).subscribe(new Reading());
    }

    /** One reading of the clock, without which no chunk can be timed. */
    @Benchmark
    public long clock() {
        return System.nanoTime();
    }

    @Benchmark
    public CompletableFuture<String> futureCompleted() {
        return model.now();
    }

    @Benchmark
    public CompletableFuture<String> futureCompletedLater() {
        CompletableFuture<String> future = model.later();
        future.complete(Model.CHUNK);
        return future;
    }

    @Benchmark
    public Object guavaCompletedLater() {
        SettableFuture<String> future = model.guava();
        future.set(Model.CHUNK);
        return future;
    }

    @Benchmark
    public Object vertxCompletedLater() {
        Promise<String> promise = Promise.promise();
        Object future = model.vertx(promise);
        promise.complete(Model.CHUNK);
        return future;
    }

    @Benchmark
    public Object scalaCompletedLater() {
        scala.concurrent.Promise<String> promise = scala.concurrent.Promise$.MODULE$.apply();
        Object future = model.scala(promise);
        promise.success(Model.CHUNK);
        return future;
    }

    @Benchmark
    @SuppressWarnings("unchecked")
    public Object coroutineResumed() {
        Caller caller = new Caller();
        model.suspend(caller);
        ((Continuation<Object>) model.last).resumeWith(Model.CHUNK);
        return caller;
    }

    @Benchmark
    public Handler callback() {
        Handler own = new Collecting();
        model.chat(own);
        own.onDone(Model.CHUNK);
        return own;
    }

    @Benchmark
    public Handler callbackWithAChunk() {
        Handler own = new Collecting();
        model.chat(own);
        own.onPart(Model.CHUNK);
        own.onDone(Model.CHUNK);
        return own;
    }

    @Benchmark
    public Answer streamRead() {
        Answer own = model.read(0);
        own.hasNext();
        return own;
    }

    @Benchmark
    public Iterator<String> iterator() {
        Iterator<String> own = model.iterate(0);
        own.hasNext();
        return own;
    }

    @Benchmark
    public Flow.Publisher<String> publisher() {
        Tokens own = new Tokens();
        Flow.Publisher<String> published = model.publish(own);
        published.subscribe(new Reading());
        own.complete();
        return published;
    }

    @Benchmark
    public Object lazySingle() {
        Ending.OfSingle observer = new Ending.OfSingle();
        model.single().subscribe(observer);
        return observer;
    }

    @Benchmark
    public Object lazyFlowable() {
        Ending.OfFlowable subscriber = new Ending.OfFlowable();
        model.flowable().subscribe(subscriber);
        return subscriber;
    }

    @Benchmark
    public Object lazyUni() {
        Ending.OfUni subscriber = new Ending.OfUni();
        model.uni().subscribe().withSubscriber(subscriber);
        return subscriber;
    }

    @Benchmark
    public Object lazyMulti() {
        Reading subscriber = new Reading();
        model.multi().subscribe(subscriber);
        return subscriber;
    }

    @Benchmark
    public Object lazyFlow() {
        return model.flow().collect(Model.COLLECTOR, new Caller());
    }

    @Benchmark
    public int callbackChunk() {
        handler.onPart(Model.CHUNK);
        return handler.length;
    }

    @Benchmark
    public String streamReadChunk() {
        return answer.hasNext() ? answer.next() : "";
    }

    @Benchmark
    public String iteratorChunk() {
        return iterator.hasNext() ? iterator.next() : "";
    }

    @Benchmark
    public void publisherChunk() {
        tokens.emit();
    }
}
