package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nightjar.record.OperationSpec;
import io.nightjar.record.RecordingLimits;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is read of judging and delivery after the application's main has begun is what would have been read before. */
class LateJudgingTest {
    private static final List<OperationSpec> OPERATIONS = List.of(
            OperationSpec.of("Engine.infer", "custom"),
            new OperationSpec(
                    "openai.chat", "client", OptionalLong.of(30_000_000_000L), OptionalLong.of(60_000_000_000L)));

    @Test
    void shouldRecordByTheSameLimitsWhenDetectionHasNotBeenRead() {
        NightjarConfig config = Load.argument("watch=Engine#infer").valid();
        Function<OperationSpec, RecordingLimits> unread = config.recordingLimits();
        var window = config.layerWindow();
        boolean traces = config.traces();

        for (OperationSpec operation : OPERATIONS) {
            assertThat(unread.apply(operation))
                    .isEqualTo(config.detection().recordingLimits().apply(operation));
        }
        assertThat(unread).isInstanceOf(DefaultRecordingLimits.class);
        assertThat(window).isEqualTo(config.detection().layerThroughput().window());
        assertThat(traces).isEqualTo(config.detection().causes().traces());
    }

    @Test
    void shouldRecordByTheUsersLimitsWhenAnyIsSet() {
        NightjarConfig config = Load.argument("watch=Engine#infer;latency.threshold=20ms;window=5m;alerts.trace=off")
                .valid();

        RecordingLimits limits = config.recordingLimits().apply(OPERATIONS.get(0));

        assertThat(limits.latencyThresholdNanos()).isEqualTo(20_000_000L);
        assertThat(limits.window()).hasMinutes(5);
        assertThat(config.layerWindow()).hasMinutes(5);
        assertThat(config.traces()).isFalse();
    }

    @Test
    void shouldKeepServiceAndInstanceWhenNothingElseIsSet() {
        NightjarConfig config = Load.argument("service=checkout;instance=pod-7").valid();

        assertThat(config.service()).isEqualTo("checkout");
        assertThat(config.instance()).isEqualTo("pod-7");
        assertThat(config.detection().constantLabels())
                .containsEntry("service", "checkout")
                .containsEntry("instance", "pod-7");
    }

    @Test
    void shouldHaveSaidEveryProblemWhenDetectionIsReadLate() {
        for (Key key : Key.values()) {
            ConfigResult result = Load.argument(key.text() + "= , ,#(").loader().load();

            if (result instanceof ConfigResult.Valid valid) {
                assertThatCode(valid.config()::detection).as(key.text()).doesNotThrowAnyException();
            }
        }
    }
}
