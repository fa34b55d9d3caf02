package io.nightjar.export.metric;

import static io.nightjar.export.metric.SeenAgent.details;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.record.CallDetails;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.StreamBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {
    private final SeenAgent agent = new SeenAgent();

    @Test
    void shouldHaveTheBoundsByWhichStreamsAreCounted() {
        for (int i = 0; i < StreamBounds.COUNT - 1; i++) {
            assertThat(StreamBounds.nanos(i) / 1e9).isEqualTo(Bounds.SECONDS.get(i));
        }
        assertThat(Bounds.SECONDS).hasSize(StreamBounds.COUNT - 1);
    }

    @Test
    void shouldShowNextToNothingWhenNothingWasDone() {
        agent.operation("quiet", "custom");

        assertThat(SeenSamples.of(agent).families)
                .containsExactly(Metric.DELIVERIES, Metric.DELIVERIES_PENDING, Metric.BUILD);
    }

    @Test
    void shouldShowEveryFamilyInItsOrderWhenThereIsSomethingInEach() {
        agent.doEverything();

        SeenSamples seen = SeenSamples.of(agent);

        assertThat(seen.families).containsExactly(Metric.values());
        assertThat(seen.of(Metric.CALLS))
                .containsEntry("{layer=engine, operation=onnxruntime.run, outcome=ok}", "2.0")
                .containsEntry("{layer=engine, operation=onnxruntime.run, outcome=failed}", "1.0")
                .containsEntry("{layer=client, model=gpt, operation=openai.chat, outcome=ok}", "2.0")
                .containsEntry("{layer=client, model=mini, operation=openai.chat, outcome=cancelled}", "1.0")
                .doesNotContainKey("{layer=client, operation=openai.chat, outcome=ok}")
                .hasSize(9);
        assertThat(seen.of(Metric.CALL_DURATION).get("{layer=engine, operation=onnxruntime.run}"))
                .startsWith("[0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] 4.0");
        assertThat(seen.of(Metric.FIRST_CHUNK))
                .containsOnly(Map.entry(
                        "{layer=client, operation=openai.chat}",
                        "[0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] 0.06"));
        assertThat(seen.of(Metric.CHUNK_GAP))
                .containsOnly(Map.entry(
                        "{layer=client, operation=openai.chat}",
                        "[0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] 0.1"));
        assertThat(seen.of(Metric.CALLS_IN_FLIGHT)).containsEntry("{layer=engine, operation=onnxruntime.run}", "1.0");
        assertThat(Double.parseDouble(seen.of(Metric.OLDEST_CALL).get("{layer=engine, operation=onnxruntime.run}")))
                .isBetween(1.5, 2.0);
        assertThat(seen.of(Metric.FAILURES))
                .containsOnly(Map.entry("{exception=java.io.IOException, operation=onnxruntime.run}", "1.0"));
        assertThat(seen.of(Metric.TOKENS))
                .containsEntry("{direction=input, model=gpt, operation=openai.chat}", "11.0")
                .containsEntry("{direction=output, model=mini, operation=openai.chat}", "4.0")
                .hasSize(4);
        assertThat(seen.of(Metric.MEMORY_USED))
                .containsOnly(
                        Map.entry("{memory_type=container}", "0.6125"),
                        Map.entry("{device=GPU-1, memory_type=gpu}", "0.9"));
        assertThat(seen.of(Metric.GPU_UTILIZATION)).containsOnly(Map.entry("{device=GPU-1}", "0.37"));
        assertThat(seen.of(Metric.ALERTS)).containsOnly(Map.entry("{alert_type=latency, severity=critical}", "1.0"));
        assertThat(seen.of(Metric.CONDITIONS_FIRING)).containsEntry("{alert_type=latency, severity=critical}", "1.0");
        assertThat(seen.of(Metric.DELIVERIES)).hasSize(8);
        assertThat(seen.of(Metric.AGENT_FAILURES)).containsOnly(Map.entry("{kind=test.failed}", "1.0"));
        assertThat(seen.of(Metric.BUILD)).containsOnly(Map.entry("{version=0.1.0}", "1.0"));
    }

    @Test
    void shouldHandOverTheSameLabelsWhenItIsReadAgain() {
        agent.doEverything();

        List<MetricLabels> first = SeenSamples.of(agent).labels;
        List<MetricLabels> second = SeenSamples.of(agent).labels;

        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isSameAs(first.get(i));
        }
    }

    @Test
    void shouldShowCallsWithoutAModelOnceTheyAreSureWhenOthersHaveOne() {
        int chat = agent.operation("chat", "client");
        agent.call(chat, 1, null, details(Map.of("model", "a"), 1, 1));
        SeenSamples.of(agent);
        agent.call(chat, 1, null, null);
        agent.call(chat, 1, new IOException(), details(Map.of("tenant", "t"), 5, 5));

        assertThat(SeenSamples.of(agent).of(Metric.CALLS)).hasSize(3);
        agent.pass(999);
        assertThat(SeenSamples.of(agent).of(Metric.CALLS)).hasSize(3);
        agent.pass(1);
        Map<String, String> sure = SeenSamples.of(agent).of(Metric.CALLS);

        assertThat(sure)
                .containsEntry("{layer=client, operation=chat, outcome=ok}", "1.0")
                .containsEntry("{layer=client, operation=chat, outcome=failed}", "1.0")
                .containsEntry("{layer=client, model=a, operation=chat, outcome=ok}", "1.0");
        assertThat(SeenSamples.of(agent).of(Metric.TOKENS))
                .containsEntry("{direction=input, operation=chat}", "5.0")
                .containsEntry("{direction=input, model=a, operation=chat}", "1.0");
    }

    @Test
    void shouldShowNoCallsWithoutAModelWhenTheFirstCallRunsYet() {
        int chat = agent.operation("chat", "client");
        agent.recorder.started(chat, 1);

        assertThat(SeenSamples.of(agent).families)
                .contains(Metric.CALLS_IN_FLIGHT)
                .doesNotContain(Metric.CALLS);
        agent.call(chat, 1, null, details(Map.of("model", "a"), 1, 1));
        agent.pass(1_000);

        assertThat(SeenSamples.of(agent).of(Metric.CALLS))
                .containsEntry("{layer=client, model=a, operation=chat, outcome=ok}", "1.0")
                .hasSize(3);
    }

    @Test
    void shouldMergeOperationsModelsAndExceptionsWhenTheirNamesBecomeOne() {
        String tooLong = "x".repeat(1_000_000);
        int first = agent.operation(tooLong + 1, "engine");
        int second = agent.operation(tooLong + 2, "custom");
        agent.call(first, 1, new IOException(), null);
        agent.call(second, 2, new IOException(), details(Map.of("model", "m\uD800"), 1, 0));
        agent.call(second, 2, null, details(Map.of("model", "m\uDC00"), 1, 0));

        SeenSamples.of(agent);
        agent.pass(1_000);
        SeenSamples seen = SeenSamples.of(agent);

        String name = "x".repeat(200);
        assertThat(seen.of(Metric.CALLS))
                .containsEntry("{layer=engine, model=m\uFFFD, operation=" + name + ", outcome=ok}", "1.0")
                .containsEntry("{layer=engine, model=m\uFFFD, operation=" + name + ", outcome=failed}", "1.0")
                .containsEntry("{layer=engine, operation=" + name + ", outcome=failed}", "1.0")
                .hasSize(6);
        assertThat(seen.of(Metric.FAILURES))
                .containsOnly(Map.entry("{exception=java.io.IOException, operation=" + name + "}", "2.0"));
        assertThat(seen.of(Metric.CALL_DURATION)).hasSize(1);
    }

    @Test
    void shouldStayBoundedWhenThereAreMoreOperationsAndLabelSetsThanTheRecorderKeeps() {
        int last = 0;
        for (int i = 0; i < CallRecorder.MAX_OPERATIONS + 50; i++) {
            last = agent.operation("op" + i, "engine");
            agent.call(last, 1, null, null);
        }
        for (int i = 0; i < CallRecorder.MAX_LABEL_SETS + 50; i++) {
            agent.call(0, 1, null, details(Map.of("model", "m" + i), 0, 0));
        }
        SeenSamples.of(agent);
        agent.pass(1_000);

        SeenSamples seen = SeenSamples.of(agent);

        assertThat(seen.of(Metric.CALLS))
                .hasSize(3 * (CallRecorder.MAX_OPERATIONS + 1 + CallRecorder.MAX_LABEL_SETS))
                .containsEntry("{layer=custom, operation=other, outcome=ok}", "50.0")
                .containsEntry("{layer=engine, operation=op0, outcome=ok}", "51.0");
    }

    @Test
    void shouldNeverFallNorShowAModelTooFewWhenCallsEndWhileItIsRead() throws InterruptedException {
        SeenAgent busy = new SeenAgent();
        int chat = busy.operation("chat", "client");
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        CallDetails gpt = details(Map.of("model", "gpt"), 3, 4);
        CallDetails mini = details(Map.of("model", "mini"), 0, 0);
        for (int i = 0; i < 3; i++) {
            callers.add(new Thread(() -> {
                for (int call = 0; !stop.get(); call++) {
                    busy.recorder.started(chat, 1);
                    Throwable thrown = call % 3 == 0
                            ? new CompletionException(new CancellationException())
                            : call % 3 == 1 ? new IOException() : null;
                    busy.recorder.ended(chat, 1, 1_000 * call, thrown, call % 2 == 0 ? gpt : mini);
                }
            }));
        }
        callers.forEach(Thread::start);
        SeenSamples before = SeenSamples.of(busy);
        for (int look = 0; look < 300; look++) {
            SeenSamples now = SeenSamples.of(busy);
            before.samples.forEach((name, value) -> assertNotLess(name, now.samples.get(name), value));
            before = now;
        }
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }

        SeenSamples end = SeenSamples.of(busy);
        double all = end.of(Metric.CALLS).values().stream()
                .mapToDouble(Double::parseDouble)
                .sum();
        assertThat(end.of(Metric.CALLS)).hasSize(6);
        assertThat(all)
                .isGreaterThanOrEqualTo(busy.recorder.calls(chat) + busy.recorder.cancelled(chat))
                .isLessThanOrEqualTo(busy.recorder.calls(chat) + busy.recorder.cancelled(chat) + 3);
    }

    private static void assertNotLess(String name, String now, String before) {
        if (!name.startsWith("calls_in_flight") && !name.startsWith("oldest") && !before.startsWith("[")) {
            assertThat(Double.parseDouble(now)).as(name).isGreaterThanOrEqualTo(Double.parseDouble(before));
        }
    }

    @Test
    void shouldGoOnWhenACounterBeginsAnew() {
        Counter counter = new Counter(LabelText.labels("destination", "x"));
        for (long found : new long[] {5, 7, 2, 3}) {
            counter.found = found;
            counter.takeOn();
        }

        assertThat(counter.shown()).isEqualTo(10);
    }
}
