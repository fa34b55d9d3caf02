package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.OperationValues;
import io.nightjar.config.WatchSettings;
import io.nightjar.config.WrittenValues;
import io.nightjar.observe.NotFollowed;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of functions in the form that Kotlin's compiler gives to suspend functions. */
final class CoroutinesTest {
    private static final Object SUSPENDED = IntrinsicsKt.getCOROUTINE_SUSPENDED();

    private final Caller caller = new Caller();
    private WeavingFixture fixture;
    private Object engine;

    private void watch(String complete, String... methods) throws ReflectiveOperationException {
        List<String> patterns = new ArrayList<>();
        for (String method : methods) {
            patterns.add("com.acme.suspending.Engine#" + method);
        }
        fixture = WeavingFixture.operation(new OperationDefinition("own", patterns, complete, "custom"));
        engine = fixture.make("com.acme.suspending.Engine");
    }

    @AfterEach
    void close() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object call(String method, String prompt, Continuation<?> continuation) throws Exception {
        try {
            return engine.getClass()
                    .getMethod(method, String.class, Continuation.class)
                    .invoke(engine, prompt, continuation);
        } catch (InvocationTargetException thrown) {
            throw (Exception) thrown.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private List<Continuation<Object>> waiting() throws ReflectiveOperationException {
        return (List<Continuation<Object>>)
                engine.getClass().getField("waiting").get(engine);
    }

    private void resume(Object outcome) throws ReflectiveOperationException {
        waiting().remove(waiting().size() - 1).resumeWith(outcome);
    }

    @Test
    void shouldEndOnceWhenTheCallerIsResumed() throws Exception {
        watch("auto", "infer");

        assertThat(call("infer", "x", caller)).isSameAs(SUSPENDED);
        resume("a");
        assertThat(fixture.calls.drain()).containsExactly("started own");
        resume("b");

        assertThat(fixture.calls.drain()).containsExactly("ended own");
        assertThat(caller.outcomes).containsExactly("xb");
    }

    @Test
    void shouldSayWhatItFailedWithWhenItIsResumedWithAFailure() throws Exception {
        watch("coroutine", "infer");
        IllegalStateException thrown = new IllegalStateException();

        call("infer", "x", caller);
        resume(ResultKt.createFailure(thrown));

        assertThat(fixture.calls.drain()).containsExactly("started own", "failed IllegalStateException own");
        assertThat(caller.failures).containsExactly(thrown);
    }

    @Test
    void shouldCountAsCancelledWhenItIsResumedWithACancellation() throws Exception {
        watch("auto", "infer");

        call("infer", "x", caller);
        resume(ResultKt.createFailure(new CancellationException()));

        assertThat(fixture.calls.drain()).containsExactly("started own", "cancelled own");
    }

    @Test
    void shouldLabelACallWhenItIsCancelled() throws Exception {
        fixture = new WeavingFixture(new WatchSettings(
                List.of("com.acme.suspending.Engine#infer"),
                List.of(),
                List.of(new OperationValues("*", Map.of("prompt", "arg0"), null)),
                null,
                WrittenValues.NONE));
        engine = fixture.make("com.acme.suspending.Engine");

        call("infer", "x", caller);
        resume(ResultKt.createFailure(new CancellationException()));

        assertThat(fixture.calls.drain()).containsExactly("started Engine.infer", "cancelled Engine.infer");
        assertThat(fixture.calls.details)
                .extracting(details -> details.labels())
                .containsExactly(Map.of("prompt", "x"));
    }

    @Test
    void shouldEndAtTheReturnWhenItDoesNotSuspend() throws Exception {
        watch("auto", "quick");

        assertThat(call("quick", "now", caller)).isEqualTo("now");
        assertThatThrownBy(() -> call("quick", null, caller)).hasMessage("nothing to say");

        assertThat(fixture.calls.drain())
                .containsExactly("started own", "ended own", "started own", "failed IllegalStateException own");
    }

    @Test
    void shouldEndWithTheCallersContinuationWhenItIsNotEnteredAgain() throws Exception {
        watch("auto", "tail");

        call("tail", "x", caller);
        resume("late");

        assertThat(fixture.calls.drain()).containsExactly("started own", "ended own");
        assertThat(caller.outcomes).containsExactly("late");
    }

    @Test
    void shouldCountTheOutermostWhenOneCallsAnotherOfItsGroup() throws Exception {
        watch("auto", "outer", "infer", "tail");

        call("outer", "x", caller);
        resume("a");
        Thread other = new Thread(() -> {
            try {
                resume("b");
                resume("c");
                resume("d");
            } catch (ReflectiveOperationException strange) {
                throw new IllegalStateException(strange);
            }
        });
        other.start();
        other.join();

        assertThat(fixture.calls.drain()).containsExactly("started own", "ended own");
        assertThat(caller.outcomes).containsExactly("xd");
        call("tail", "x", caller);
        assertThat(fixture.calls.drain()).as("what comes after counts again").containsExactly("started own");
    }

    @Test
    void shouldResumeTheCallerTwiceAndEndOnceWhenItIsResumedTwice() throws Exception {
        watch("auto", "tail");

        call("tail", "x", caller);
        Continuation<Object> passed = waiting().get(0);
        passed.resumeWith("once");
        passed.resumeWith("twice");

        assertThat(fixture.calls.drain()).containsExactly("started own", "ended own");
        assertThat(caller.outcomes).containsExactly("once", "twice");
    }

    @Test
    void shouldCountAsCancelledWhenNothingCanResumeIt() throws Exception {
        watch("auto", "infer");

        call("infer", "x", caller);
        waiting().clear();
        while (fixture.calls.events.size() < 2) {
            System.gc();
            fixture.weaver.runPeriodicTasks();
        }

        assertThat(fixture.calls.drain()).containsExactly("started own", "cancelled own");
    }

    @Test
    void shouldHandOnTheCallersContinuationWhenTheApplicationCouldNameItsType() throws Exception {
        watch("auto", "tail");
        Named named = new Named();

        call("tail", "x", named);

        assertThat(waiting()).singleElement().isSameAs(named);
        assertThat(fixture.calls.drain()).containsExactly("started own", "ended own");
        assertThat(fixture.weaver.notFollowed()).containsExactly(new NotFollowed.Entry("own", Named.class.getName()));
    }

    @Test
    void shouldShowTheCallersContextAndNameWhenTheFunctionLooks() throws Exception {
        watch("auto", "tail");

        call("tail", "x", caller);

        Continuation<Object> passed = waiting().get(0);
        assertThat(passed)
                .isNotSameAs(caller)
                .isInstanceOf(ContinuationImpl.class)
                .hasToString(caller.toString());
        assertThat(passed.getContext()).isSameAs(caller.getContext());
        assertThat(((ContinuationImpl) passed).getCallerFrame()).isSameAs(caller);
    }

    @Test
    void shouldBeOneCallWhenItIsToEndAtItsReturn() throws Exception {
        watch("return", "infer");

        call("infer", "x", caller);
        assertThat(fixture.calls.drain()).containsExactly("started own", "ended own");
        resume("a");
        resume("b");

        assertThat(fixture.calls.drain()).isEmpty();
        assertThat(caller.outcomes).containsExactly("xb");
        assertThat(fixture.weaver.notFollowed()).isEmpty();
    }

    @Test
    void shouldEndAtItsReturnWhenThereIsNoContinuation() throws Exception {
        watch("auto", "quick");

        assertThat(call("quick", "now", null)).isEqualTo("now");

        assertThat(fixture.calls.drain()).containsExactly("started own", "ended own");
    }

    /** A caller as Kotlin compiles it. */
    private static final class Caller extends ContinuationImpl {
        private static final long serialVersionUID = 1L;
        private final transient List<Object> outcomes = new ArrayList<>();
        private final transient List<Throwable> failures = new ArrayList<>();

        private Caller() {
            super(new Named());
        }

        @Override
        protected Object invokeSuspend(Object outcome) {
            if (outcome instanceof Result.Failure failure) {
                failures.add(failure.exception);
            } else {
                outcomes.add(outcome);
            }
            return SUSPENDED;
        }
    }

    /** A continuation of an application's own. */
    public static final class Named implements Continuation<Object> {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object outcome) {
            throw new AssertionError("the caller goes on for ever");
        }
    }
}
