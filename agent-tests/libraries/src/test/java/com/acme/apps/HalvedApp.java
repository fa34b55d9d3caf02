package com.acme.apps;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;

/** Two calls of what one library gives, of which the classes may be missing that the application itself has no use for. */
public final class HalvedApp {
    private HalvedApp() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 2; i++) {
            switch (arguments[0]) {
                case "future" -> Guava.run();
                case "single" -> RxSingle.run();
                case "flowable" -> RxFlowable.run();
                case "uni" -> MutinyUni.run();
                case "multi" -> MutinyMulti.run();
                default -> Kotlin.run();
            }
        }
        Waiting.untilTold();
    }

    private static void say(Object what) {
        System.out.println("= " + what);
    }

    /** What subscribes to a publisher of the JDK's. */
    private record Reader(List<Object> seen) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {
            seen.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            seen.add(thrown);
        }

        @Override
        public void onComplete() {
            seen.add("end");
        }
    }

    static final class Guava {
        static ListenableFuture<String> future(ListenableFuture<String> given) {
            return given;
        }

        static void run() throws Exception {
            SettableFuture<String> given = SettableFuture.create();
            ListenableFuture<String> future = future(given);
            future.addListener(() -> say("told"), MoreExecutors.directExecutor());
            given.set("x");
            say(future.get() + ' ' + (future == given));
        }
    }

    static final class RxSingle {
        static Single<String> single(Single<String> given) {
            return given;
        }

        static void run() {
            Single<String> given = Single.just("x");
            Single<String> single = single(given);
            single.subscribe(HalvedApp::say);
            say(single == given);
        }
    }

    static final class RxFlowable {
        static Flowable<String> flowable(Flowable<String> given) {
            return given;
        }

        static void run() {
            Flowable<String> given = Flowable.just("x").hide();
            Flowable<String> flowable = flowable(given);
            flowable.subscribe(HalvedApp::say);
            say(flowable == given);
        }
    }

    static final class MutinyUni {
        static Uni<String> uni(Uni<String> given) {
            return given;
        }

        static void run() {
            Uni<String> given = Uni.createFrom().item("x");
            Uni<String> uni = uni(given);
            uni.subscribe().with(HalvedApp::say);
            say(uni == given);
        }
    }

    static final class MutinyMulti {
        static Multi<String> multi(Multi<String> given) {
            return given;
        }

        static void run() {
            List<Object> seen = new ArrayList<>();
            Multi<String> given = Multi.createFrom().item("x");
            Multi<String> multi = multi(given);
            multi.subscribe(new Reader(seen));
            say(seen);
            say(multi == given);
        }
    }

    /** Suspend functions as Kotlin's compiler makes them of such as end with a call of another one. */
    static final class Kotlin {
        static Object suspend(List<Continuation<Object>> waiting, Continuation<Object> caller) {
            waiting.add(caller);
            return IntrinsicsKt.getCOROUTINE_SUSPENDED();
        }

        static void run() {
            List<Continuation<Object>> waiting = new ArrayList<>();
            UnaryOperator<Object> then = outcome -> {
                say(outcome);
                return IntrinsicsKt.getCOROUTINE_SUSPENDED();
            };
            say(suspend(waiting, new Step(new Step(null, null), then)));
            waiting.get(0).resumeWith("x");
            // Which is the application's mistake.
            waiting.get(0).resumeWith("y");
        }
    }

    /** A function that waits for another. */
    private static final class Step extends ContinuationImpl {
        private static final long serialVersionUID = 1L;

        private final transient UnaryOperator<Object> then;

        Step(Continuation<Object> caller, UnaryOperator<Object> then) {
            super(caller, EmptyCoroutineContext.INSTANCE);
            this.then = then;
        }

        @Override
        protected Object invokeSuspend(Object outcome) {
            return then.apply(outcome);
        }
    }
}
