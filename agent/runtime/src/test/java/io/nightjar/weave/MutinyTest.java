package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.WatchSettings;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.infrastructure.UniInterceptor;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods that return a Uni or Multi of Mutiny, whose subscriptions are calls. */
final class MutinyTest {
    private final List<Throwable> dropped = new ArrayList<>();
    private WeavingFixture fixture;
    private Object sources;

    @BeforeEach
    void weave() throws ReflectiveOperationException {
        List<OperationDefinition> operations = new ArrayList<>();
        for (String name : List.of("uni", "multi", "flow")) {
            operations.add(new OperationDefinition(name, List.of("com.acme.Sources#" + name), "auto", "custom"));
        }
        operations.add(
                new OperationDefinition("anything", List.of("com.acme.Sources#anything"), "publisher", "custom"));
        fixture = new WeavingFixture(new WatchSettings(List.of(), operations, null));
        sources = fixture.make("com.acme.Sources");
        Infrastructure.setDroppedExceptionHandler(dropped::add);
    }

    @AfterEach
    void noFailureWasSwallowed() {
        Infrastructure.resetDroppedExceptionHandler();
        Infrastructure.clearInterceptors();
        assertThat(dropped).isEmpty();
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    /** What a method of the woven class makes of a Uni or Multi. */
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

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    @Test
    void shouldCountEachSubscriptionWhenAUniIsSubscribedToTwice() {
        AtomicInteger runs = new AtomicInteger();
        Uni<String> uni = returned("uni", Uni.createFrom().item(() -> "run " + runs.incrementAndGet()));

        assertThat(events()).isEmpty();
        assertThat(await(uni)).isEqualTo("run 1");
        assertThat(await(uni)).isEqualTo("run 2");
        assertThat(events()).containsExactly("started uni", "stream ended uni", "started uni", "stream ended uni");
    }

    @Test
    void shouldEndACallAsItsUniOrMultiEnds() {
        assertThat(await(this.<Uni<String>>returned("uni", Uni.createFrom().item("x"))))
                .isEqualTo("x");
        assertThat(await(this.<Uni<String>>returned("uni", Uni.createFrom().nullItem())))
                .isNull();
        assertThatThrownBy(() ->
                        await(this.<Uni<String>>returned("uni", Uni.createFrom().failure(new IllegalStateException()))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(events())
                .containsExactly(
                        "started uni", "stream ended uni",
                        "started uni", "stream ended uni",
                        "started uni", "stream failed IllegalStateException uni");

        Multi<String> multi = returned("multi", Multi.createFrom().items("a", "b"));
        assertThat(await(multi.collect().asList())).containsExactly("a", "b");
        Multi<String> broken = returned("multi", Multi.createFrom().failure(new IllegalStateException()));
        assertThatThrownBy(() -> await(broken.collect().asList())).isInstanceOf(IllegalStateException.class);
        assertThat(events())
                .containsExactly(
                        "started multi",
                        "chunk multi",
                        "chunk multi",
                        "stream ended multi",
                        "started multi",
                        "stream failed IllegalStateException multi");
    }

    @Test
    void shouldCancelACallWhenItsSubscriberCancels() {
        AtomicInteger cancelled = new AtomicInteger();
        Uni<String> uni = returned(
                "uni", Uni.createFrom().<String>nothing().onCancellation().invoke(cancelled::incrementAndGet));
        Multi<String> multi = returned(
                "multi", Multi.createFrom().<String>nothing().onCancellation().invoke(cancelled::incrementAndGet));

        Cancellable first = uni.subscribe().with(each -> {});
        Cancellable second = multi.subscribe().with(each -> {});
        first.cancel();
        second.cancel();

        assertThat(cancelled).hasValue(2);
        assertThat(events())
                .containsExactly("started uni", "started multi", "stream cancelled uni", "stream cancelled multi");
    }

    @Test
    void shouldCancelACallWhenItsTimeIsUp() {
        Uni<String> late = returned("uni", Uni.createFrom().<String>nothing());

        assertThatThrownBy(
                        () -> await(late.ifNoItem().after(Duration.ofMillis(5)).fail()))
                .isInstanceOf(TimeoutException.class);
        assertThat(events()).containsExactly("started uni", "stream cancelled uni");
    }

    @Test
    void shouldPassRequestsOnWhenASubscriberAsksForAFew() {
        List<Long> requested = new ArrayList<>();
        List<String> received = new ArrayList<>();
        Multi<String> multi = returned(
                "multi", Multi.createFrom().items("a", "b", "c").onRequest().invoke(requested::add));

        Flow.Subscription[] subscription = new Flow.Subscription[1];
        multi.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription[0] = given;
            }

            @Override
            public void onNext(String item) {
                received.add(item);
            }

            @Override
            public void onError(Throwable thrown) {
                received.add(thrown.toString());
            }

            @Override
            public void onComplete() {
                received.add("end");
            }
        });
        subscription[0].request(2);
        assertThat(received).containsExactly("a", "b");
        subscription[0].request(1);

        assertThat(received).containsExactly("a", "b", "c", "end");
        assertThat(requested).containsExactly(2L, 1L);
    }

    @Test
    void shouldFollowToEachEndWhenASubscriberIsNoneOfMutinys() {
        Plain whole = new Plain();
        Plain broken = new Plain();
        Plain left = new Plain();
        AtomicInteger cancelled = new AtomicInteger();

        this.<Multi<String>>returned(
                        "multi",
                        Multi.createFrom().context(context -> Multi.createFrom().item(context.<String>get("who"))))
                .subscribe(whole);
        this.<Multi<String>>returned("multi", Multi.createFrom().failure(new IllegalStateException("none")))
                .subscribe(broken);
        this.<Multi<String>>returned(
                        "multi",
                        Multi.createFrom().<String>nothing().onCancellation().invoke(cancelled::incrementAndGet))
                .subscribe(left);
        left.subscription.cancel();

        assertThat(whole.received).containsExactly("me", "end");
        assertThat(broken.received).containsExactly("java.lang.IllegalStateException: none");
        assertThat(left.received).isEmpty();
        assertThat(cancelled).hasValue(1);
        assertThat(events())
                .containsExactly(
                        "started multi",
                        "chunk multi",
                        "stream ended multi",
                        "started multi",
                        "stream failed IllegalStateException multi",
                        "started multi",
                        "stream cancelled multi");
    }

    /** A subscriber of the JDK's type, which has a context all the same. */
    private static final class Plain implements Flow.Subscriber<String>, ContextSupport {
        final List<String> received = new ArrayList<>();
        Flow.Subscription subscription;

        @Override
        public Context context() {
            return Context.of("who", "me");
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {
            received.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            received.add(thrown.toString());
        }

        @Override
        public void onComplete() {
            received.add("end");
        }
    }

    @Test
    void shouldStayAMultiWhenTheMethodDeclaresAPublisher() {
        Flow.Publisher<String> flow = returned("flow", Multi.createFrom().items("a", "b"));
        Object anything = returned("anything", Uni.createFrom().item("x"));

        assertThat(await(((Multi<String>) flow).collect().asList())).containsExactly("a", "b");
        assertThat(await((Uni<?>) anything)).isEqualTo("x");
        assertThat(events())
                .containsExactly(
                        "started flow",
                        "chunk flow",
                        "chunk flow",
                        "stream ended flow",
                        "started anything",
                        "stream ended anything");
    }

    @Test
    void shouldHandTheContextOnWhenTheSourceAsksForIt() {
        Uni<String> uni = returned(
                "uni", Uni.createFrom().context(context -> Uni.createFrom().item(context.<String>get("who"))));
        Multi<String> multi = returned(
                "multi",
                Multi.createFrom().context(context -> Multi.createFrom().item(context.<String>get("who"))));

        assertThat(uni.awaitUsing(Context.of("who", "me")).indefinitely()).isEqualTo("me");
        assertThat(multi.collect().asList().awaitUsing(Context.of("who", "me")).indefinitely())
                .containsExactly("me");
    }

    @Test
    void shouldInterceptASubscriptionOnceAndNoCreation(@TempDir Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(UniInterceptor.class.getName()), Counting.class.getName());
        Uni<String> given = Uni.createFrom().item("x");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader finding = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            thread.setContextClassLoader(finding);
            Infrastructure.reloadUniInterceptors();
        } finally {
            thread.setContextClassLoader(before);
        }
        Counting.SEEN.clear();

        Uni<String> uni = returned("uni", given);
        uni.subscribe().with(Counting.SEEN::add);

        assertThat(Counting.SEEN).containsExactly("subscribed", "x");
    }

    /** An interceptor as an application registers it. */
    public static final class Counting implements UniInterceptor {
        static final List<String> SEEN = new ArrayList<>();

        @Override
        public <T> Uni<T> onUniCreation(Uni<T> uni) {
            SEEN.add("created");
            return uni;
        }

        @Override
        public <T> UniSubscriber<? super T> onSubscription(Uni<T> instance, UniSubscriber<? super T> subscriber) {
            SEEN.add("subscribed");
            return subscriber;
        }
    }

    @Test
    void shouldLeaveAloneWhatTheApplicationCouldCastTo() {
        BroadcastProcessor<String> broadcast = BroadcastProcessor.create();
        UnicastProcessor<String> unicast = UnicastProcessor.create();
        Uni<String> ownClass = new OwnUni();

        assertThat(this.<Object>returned("multi", broadcast)).isSameAs(broadcast);
        assertThat(this.<Object>returned("flow", unicast)).isSameAs(unicast);
        assertThat(this.<Object>returned("uni", ownClass)).isSameAs(ownClass);
        assertThat(events())
                .containsExactly(
                        "started multi", "ended multi", "started flow", "ended flow", "started uni", "ended uni");
        assertThat(fixture.weaver.notFollowed())
                .extracting(entry -> entry.type())
                .contains(BroadcastProcessor.class.getName(), OwnUni.class.getName());
    }

    /** A class that the application could name. */
    public static final class OwnUni extends AbstractUni<String> {
        @Override
        public void subscribe(UniSubscriber<? super String> subscriber) {
            AbstractUni.subscribe(Uni.createFrom().item("own"), subscriber);
        }
    }

    @Test
    void shouldFollowAnAnonymousSubclassAndWhatRemembers() {
        Uni<String> anonymous = new AbstractUni<>() {
            @Override
            public void subscribe(UniSubscriber<? super String> subscriber) {
                AbstractUni.subscribe(Uni.createFrom().item("anonymous"), subscriber);
            }
        };

        assertThat(await(this.<Uni<String>>returned("uni", anonymous))).isEqualTo("anonymous");
        assertThat(await(this.<Uni<String>>returned(
                        "uni", Uni.createFrom().item("x").memoize().indefinitely())))
                .isEqualTo("x");
        assertThat(events()).containsExactly("started uni", "stream ended uni", "started uni", "stream ended uni");
    }

    @Test
    void shouldEndACallAsCancelledWhenEverythingLetsGoOfIt() {
        this.<Uni<String>>returned("uni", Uni.createFrom().<String>nothing()).subscribeAsCompletionStage();

        List<String> seen = new ArrayList<>(events());
        for (int i = 0; i < 200 && !seen.contains("stream cancelled uni"); i++) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
            seen.addAll(events());
        }
        assertThat(seen).containsExactly("started uni", "stream cancelled uni");
    }
}
