package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Collections of flows of Kotlin's own library. */
final class KotlinFlowsTest {
    private final List<String> seen = new ArrayList<>();
    private final List<Object> ends = new ArrayList<>();
    private final List<Continuation<? super Unit>> emitters = new ArrayList<>();
    private final Continuation<Unit> caller = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object outcome) {
            ends.add(outcome);
        }
    };

    private WeavingFixture fixture;
    private Object streams;

    @BeforeEach
    void watch() throws ReflectiveOperationException {
        fixture = WeavingFixture.operation(
                new OperationDefinition("own", List.of("com.acme.suspending.Streams#*"), "auto", "custom"));
        streams = fixture.make("com.acme.suspending.Streams");
    }

    @AfterEach
    void close() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    @SuppressWarnings("unchecked")
    private Flow<String> flow(String method) throws ReflectiveOperationException {
        return (Flow<String>) streams.getClass().getMethod(method).invoke(streams);
    }

    private Object add(String element, Continuation<? super Unit> emitter) {
        seen.add(element);
        return Unit.INSTANCE;
    }

    private Object wait(String element, Continuation<? super Unit> emitter) {
        seen.add(element);
        emitters.add(emitter);
        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }

    @Test
    void shouldCountEachCollectionWhenAFlowIsCollectedTwice() throws Exception {
        Flow<String> tokens = flow("tokens");
        assertThat(fixture.calls.drain()).as("nothing was collected").isEmpty();

        tokens.collect(this::add, caller);
        tokens.collect(this::add, caller);

        assertThat(seen).containsExactly("a", "b", "a", "b");
        assertThat(fixture.calls.drain())
                .containsExactly(
                        "started own",
                        "chunk own",
                        "chunk own",
                        "stream ended own",
                        "started own",
                        "chunk own",
                        "chunk own",
                        "stream ended own");
    }

    @Test
    void shouldEndWhenTheCollectionIsResumedForTheLastTime() throws Exception {
        assertThat(flow("tokens").collect(this::wait, caller)).isSameAs(IntrinsicsKt.getCOROUTINE_SUSPENDED());
        emitters.get(0).resumeWith(Unit.INSTANCE);
        assertThat(fixture.calls.drain()).containsExactly("started own", "chunk own", "chunk own");

        emitters.get(1).resumeWith(Unit.INSTANCE);

        assertThat(fixture.calls.drain()).containsExactly("stream ended own");
        assertThat(ends).containsExactly(Unit.INSTANCE);
    }

    @Test
    void shouldSayWhatEndedItWhenTheCollectorThrows() throws Exception {
        IllegalStateException failure = new IllegalStateException();
        CancellationException enough = new CancellationException();
        FlowCollector<String> fails = (element, emitter) -> {
            throw failure;
        };
        FlowCollector<String> hasEnough = (element, emitter) -> {
            throw enough;
        };

        assertThatThrownBy(() -> flow("tokens").collect(fails, caller)).isSameAs(failure);
        assertThatThrownBy(() -> flow("tokens").collect(hasEnough, caller)).isSameAs(enough);

        assertThat(fixture.calls.drain())
                .containsExactly(
                        "started own",
                        "chunk own",
                        "stream failed IllegalStateException own",
                        "started own",
                        "chunk own",
                        "stream cancelled own");
    }

    @Test
    void shouldHandOnTheFlowItselfWhenTheApplicationCouldNameItsType() throws Exception {
        assertThat(flow("state")).isSameAs(streams.getClass().getField("state").get(streams));
        assertThat(flow("own").getClass().getSimpleName()).isEqualTo("Own");

        assertThat(fixture.calls.drain()).containsExactly("started own", "ended own", "started own", "ended own");
        assertThat(fixture.weaver.notFollowed())
                .extracting(entry -> entry.type())
                .containsExactlyInAnyOrder("kotlinx.coroutines.flow.StateFlowImpl", "com.acme.suspending.Streams$Own");
    }

    @Test
    void shouldCountAsCancelledWhenNothingCanResumeTheCollection() throws Exception {
        flow("tokens").collect(this::wait, caller);
        emitters.clear();

        while (fixture.calls.events.size() < 3) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
        }

        assertThat(fixture.calls.drain()).containsExactly("started own", "chunk own", "stream cancelled own");
    }
}
