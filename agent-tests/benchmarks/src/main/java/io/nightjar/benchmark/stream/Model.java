package io.nightjar.benchmark.stream;

import com.google.common.util.concurrent.SettableFuture;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import org.jspecify.annotations.Nullable;

/** A model that does next to nothing in each of the ways in which libraries answer. */
final class Model {
    static final String CHUNK = "token";
    private static final Single<String> SINGLE = Single.just(CHUNK);
    private static final Flowable<String> FLOWABLE = Flowable.<String>empty().hide();
    private static final Uni<String> UNI = Uni.createFrom().item(CHUNK);
    private static final Multi<String> MULTI = Multi.createFrom().empty();
    private static final kotlinx.coroutines.flow.Flow<String> FLOW = FlowKt.flowOf(CHUNK);

    static final FlowCollector<String> COLLECTOR = (element, emitter) -> Unit.INSTANCE;

    private long calls;
    /** What the last call returned or was given, so that the work is not optimised away. */
    @Nullable
    Object last;

    CompletableFuture<String> now() {
        calls++;
        return CompletableFuture.completedFuture(CHUNK);
    }

    CompletableFuture<String> later() {
        calls++;
        return new CompletableFuture<>();
    }

    SettableFuture<String> guava() {
        calls++;
        return SettableFuture.create();
    }

    Future<String> vertx(Promise<String> promise) {
        calls++;
        return promise.future();
    }

    scala.concurrent.Future<String> scala(scala.concurrent.Promise<String> promise) {
        calls++;
        return promise.future();
    }

    /** As Kotlin compiles a suspend function that only calls another one at its end: that one has suspended. */
    Object suspend(Continuation<Object> caller) {
        calls++;
        last = caller;
        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }

    void chat(Handler handler) {
        calls++;
        last = handler;
    }

    Answer read(long chunks) {
        calls++;
        return new Answer(chunks);
    }

    Iterator<String> iterate(long chunks) {
        calls++;
        Chunks source = new Chunks(chunks);
        // Without a name of its own, which code of the application could cast to.
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public String next() {
                return source.next();
            }
        };
    }

    Flow.Publisher<String> publish(Tokens tokens) {
        calls++;
        return tokens::subscribe;
    }

    Single<String> single() {
        calls++;
        return SINGLE;
    }

    Flowable<String> flowable() {
        calls++;
        return FLOWABLE;
    }

    kotlinx.coroutines.flow.Flow<String> flow() {
        calls++;
        return FLOW;
    }

    Uni<String> uni() {
        calls++;
        return UNI;
    }

    Multi<String> multi() {
        calls++;
        return MULTI;
    }
}
