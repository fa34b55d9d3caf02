package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StateJudgeTest {
    private final FakeTime time = new FakeTime();
    private final List<String> seen = new ArrayList<>();
    private final CallRecorder recorder = CallRecorder.create(time, 2);
    private final DetectionSettings settings = new TestSettings().build();

    @Test
    void shouldOfferEverythingToEveryRuleInTheOrderOfTheListWhenItJudges() {
        StateJudge judge = judge(new Listening("a"), new Listening("b"));
        OperationSpec spec = OperationSpec.of("chat", "client");
        int id = recorder.operation(spec);
        recorder.started(id, time.nanoTime());
        recorder.ended(id, time.nanoTime(), time.nanoTime() + 1_000, null);
        recorder.sample();

        judge.judgeOperation(id, spec, settings.layerThroughput(), time.nanoTime());
        judge.judgeLayers(settings.layerThroughput(), time.nanoTime());
        judge.judgeMemory(
                List.of(new MemoryReading(MemoryKind.HEAP, null, null, 50, OptionalDouble.empty(), 0)), settings);
        judge.interrupted(time.nanoTime());
        judge.forgetRates(time.nanoTime());

        assertThat(seen)
                .containsExactly(
                        "a chat 1",
                        "b chat 1",
                        "a client 1",
                        "b client 1",
                        "a HEAP",
                        "b HEAP",
                        "a interrupted",
                        "b interrupted",
                        "a forgets",
                        "b forgets");
    }

    @Test
    void shouldCallAWindowWholeOnlyOnceItIsOlderThanTheInterruption() {
        StateJudge judge = judge(new Listening("a"));
        OperationSpec spec = OperationSpec.of("chat", "client");
        int id = recorder.operation(spec);
        time.advance(Duration.ofMinutes(5));

        judge.judgeOperation(id, spec, settings.layerThroughput(), time.nanoTime());
        judge.interrupted(time.nanoTime());
        time.advance(Duration.ofSeconds(59));
        judge.judgeOperation(id, spec, settings.layerThroughput(), time.nanoTime());
        time.advance(Duration.ofSeconds(1));
        judge.judgeOperation(id, spec, settings.layerThroughput(), time.nanoTime());

        assertThat(seen).containsExactly("a chat 0 whole", "a interrupted", "a chat 0", "a chat 0 whole");
    }

    private StateJudge judge(StateRule... rules) {
        return new StateJudge(recorder, new Nobody(), List.of(rules), time.nanoTime());
    }

    private static final class Nobody implements StateRule.Breaches {
        @Override
        public void state(Breach breach, StateRule.Lasting lasting) {}

        @Override
        public void over(AlertType type, Map<String, String> labels) {}
    }

    private final class Listening implements StateRule {
        private final String name;

        Listening(String name) {
            this.name = name;
        }

        @Override
        public void judgeOperation(WatchedOperation operation, Breaches breaches) {
            seen.add(name + " " + operation.operationName() + " "
                    + operation.window().calls() + (operation.isWindowWhole() ? " whole" : ""));
        }

        @Override
        public void judgeLayer(WatchedLayer layer, Breaches breaches) {
            seen.add(name + " " + layer.name() + " " + layer.window().calls());
        }

        @Override
        public void judgeMemory(MemoryReading reading, DetectionSettings settings, Breaches breaches) {
            seen.add(name + " " + reading.kind());
        }

        @Override
        public void interrupted() {
            seen.add(name + " interrupted");
        }

        @Override
        public void forgetRates() {
            seen.add(name + " forgets");
        }
    }
}
