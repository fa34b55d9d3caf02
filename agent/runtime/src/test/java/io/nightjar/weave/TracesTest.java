package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import io.nightjar.observe.WovenRecorder;
import io.nightjar.record.RecordingLimits;
import io.nightjar.record.SlowCall;
import io.nightjar.record.SpanIds;
import io.nightjar.time.NanoClock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The OpenTelemetry span that is current as a slow or failed call ends. */
final class TracesTest {
    private static final SpanIds IDS = new SpanIds("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    private final WovenRecorder recorder = new WovenRecorder(NanoClock.SYSTEM);

    private WeavingFixture watching(String entry, long thresholdNanos) {
        recorder.limits(
                spec -> new RecordingLimits(thresholdNanos, List.of(), Duration.ofMinutes(1)), Duration.ofMinutes(1));
        WeavingFixture fixture = new WeavingFixture(new WatchSettings(List.of(entry), List.of(), null), recorder);
        recorder.spans(fixture.weaver.spans());
        return fixture;
    }

    private static Scope current() {
        assertThat(Context.current()).isNotNull();
        return Span.wrap(SpanContext.create(
                        IDS.traceId(), IDS.spanId(), TraceFlags.getSampled(), TraceState.getDefault()))
                .makeCurrent();
    }

    private List<SpanIds> ofSlowCalls() {
        List<SlowCall> calls = new ArrayList<>();
        recorder.drainSlowCalls(calls::add);
        List<SpanIds> spans = new ArrayList<>();
        calls.forEach(call -> spans.add(call.span()));
        return spans;
    }

    @Test
    void shouldFindTheSpanOfASlowCall() throws Exception {
        try (WeavingFixture fixture = watching("com.acme.Engine#infer(String)", 0)) {
            Object engine = fixture.make("com.acme.Engine");
            try (Scope scope = current()) {
                assertThat(scope).isNotNull();
                engine.getClass().getMethod("infer", String.class).invoke(engine, "abc");
            }
            engine.getClass().getMethod("infer", String.class).invoke(engine, "abc");

            assertThat(ofSlowCalls()).containsExactly(IDS, null);
            assertThat(fixture.log.failures()).isEmpty();
        }
    }

    @Test
    void shouldFindTheSpanOfACallThatFailed() throws Exception {
        try (WeavingFixture fixture = watching("com.acme.Exchanges#refuse", Long.MAX_VALUE)) {
            Object exchanges = fixture.make("com.acme.Exchanges");
            try (Scope scope = current()) {
                assertThat(scope).isNotNull();
                exchanges.getClass().getMethod("refuse").invoke(exchanges);
            } catch (InvocationTargetException refused) {
                assertThat(refused.getCause()).hasMessage("refused");
            }

            assertThat(recorder.newestFailure(0).span()).isEqualTo(IDS);
            assertThat(ofSlowCalls()).isEmpty();
        }
    }

    @Test
    void shouldAskForNoSpanWhenTracesAreOff() throws Exception {
        try (WeavingFixture fixture = watching("com.acme.Engine#infer(String)", 0)) {
            recorder.spans(null);
            Object engine = fixture.make("com.acme.Engine");
            try (Scope scope = current()) {
                assertThat(scope).isNotNull();
                engine.getClass().getMethod("infer", String.class).invoke(engine, "abc");
            }

            assertThat(ofSlowCalls()).hasSize(1).containsOnlyNulls();
        }
    }
}
