package io.nightjar.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.detect.OperationLimits;
import io.nightjar.detect.SeverityBands;
import io.nightjar.detect.ThroughputArm;
import io.nightjar.record.CallRecorder;
import io.nightjar.record.OperationSpec;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final long MINUTE_MILLIS = 60_000;
    private static final OperationLimits LIMITS = new OperationLimits(
            1_000,
            10_000,
            0.05,
            10,
            List.of(),
            OptionalDouble.of(1),
            ThroughputArm.REACHED,
            new SeverityBands(2, 3),
            Duration.ofSeconds(60));

    private long nowNanos;

    private static String text(RecordedCalls calls) {
        return AdviceText.of(Advice.of(calls.seen(), "a test", calls.operations()));
    }

    private static RecordedCalls recorded() {
        return new RecordedCalls(spec -> LIMITS);
    }

    @Test
    void shouldSayHowManyCallsAreMissingWhenAnOperationSaysTooLittle() {
        RecordedCalls calls = recorded();
        for (int i = 0; i < 58; i++) {
            calls.add("rare", i, 1_000_000, false, false);
        }

        assertThat(text(calls)).contains("latency: 58 calls say too little, 241 more are needed");
        assertThat(text(calls).lines()).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    @Test
    void shouldProposeTheBoundWithItsCountWhenThereAreEnoughCalls() {
        RecordedCalls calls = recorded();
        for (int i = 0; i < 999; i++) {
            calls.add("chat", i, i < 979 ? 10_000_000 : 123_456_789, false, false);
        }

        assertThat(text(calls))
                .contains("operation.chat.latency.threshold = 130ms")
                .contains("99 % of 999 calls took at most 123ms")
                .contains("low confidence: fewer than 1,000 calls")
                .contains("without the rate limit: 0; with the present 1000ms: 0")
                .contains("stuck.threshold follows: 10 times latency.threshold");
    }

    @Test
    void shouldCountTheAlertsThatEachThresholdWouldHaveRaised() {
        RecordedCalls calls = recorded();
        for (int i = 0; i < 10_000; i++) {
            calls.add("chat", i, i % 1_000 == 0 ? 1_500_000_000 : 10_000_000, false, false);
        }

        assertThat(text(calls))
                .contains("operation.chat.latency.threshold = 11ms")
                .contains(": at most 10; with the present 1000ms: at most 10");
        assertThat(text(calls)).contains("operation.chat.stuck.threshold = 2300ms");
    }

    @Test
    void shouldTakeTheWorstOfSevenDaysWithAMarginWhenThereAreSoMany() {
        for (int days : new int[] {6, 7}) {
            RecordedCalls calls = recorded();
            for (int day = 0; day <= days; day++) {
                for (int i = 0; i < 400; i++) {
                    calls.add(
                            "chat",
                            (day * 1_440L + i) * MINUTE_MILLIS,
                            day == 3 ? 80_000_000 : 10_000_000,
                            false,
                            false);
                }
            }

            assertThat(text(calls))
                    .contains(
                            days == 7
                                    ? "operation.chat.latency.threshold = 120ms"
                                    : "whole days seen: 6 of the 7 after which");
        }
    }

    @Test
    void shouldProposeWhatWindowsOfFailuresAndRatesSuggest() {
        RecordedCalls calls = recorded();
        Random random = new Random(5);
        for (int minute = 0; minute < 1_200; minute++) {
            for (int i = 0; i < 120; i++) {
                calls.add("chat", minute * MINUTE_MILLIS + i * 500, 10_000_000, random.nextInt(50) == 0, false);
            }
        }

        OperationAdvice advice =
                Advice.of(calls.seen(), "", calls.operations()).operations().get(0);
        assertThat(advice.suggestions())
                .extracting(Suggestion::key)
                .containsExactly("latency.threshold", "error-rate.threshold", "throughput.threshold");
        String errors = advice.suggestions().get(1).value();
        assertThat(Double.parseDouble(errors.substring(0, errors.length() - 1))).isBetween(5.0, 11.0);
        String rate = advice.suggestions().get(2).value();
        assertThat(Written.rate(rate)).isBetween(0.85, 1.0);
    }

    /** Buckets hold more than what lies above a threshold: the counts may be too large, and say so. */
    @Test
    void shouldCallACountAnUpperBoundWhereWindowsLieOnTheThreshold() {
        RecordedCalls calls = recorded();
        for (int minute = 0; minute < 1_200; minute++) {
            for (int i = 0; i < 100; i++) {
                calls.add("chat", minute * MINUTE_MILLIS + i * 500, 1_000_000, i < 5, false);
            }
        }

        assertThat(text(calls))
                .contains("windows in what was seen above it: 0; above the present 5%: at most 1,198")
                .contains("windows in what was seen below it: 0;");
    }

    @Test
    void shouldNeverWriteAThresholdBelowItsBound() {
        for (int seed = 0; seed < 2_000; seed++) {
            long nanos = (long) Math.exp(new Random(seed).nextDouble() * 29);
            long written = Written.nanosUp(Math.max(1, nanos));
            assertThat(written).isGreaterThanOrEqualTo(nanos).isLessThanOrEqualTo(Math.max(1, nanos + nanos / 9 + 1));
            double rate = Math.exp(new Random(seed).nextDouble() * 20 - 8);
            String down = Written.rateDown(rate);
            assertThat(down.isEmpty() ? 0 : Written.rate(down)).isLessThanOrEqualTo(rate * 1.000001);
        }
    }

    @Test
    void shouldKeepOfARunningAgentWhatEachDayAndWindowSays() {
        CallRecorder recorder = CallRecorder.create(() -> nowNanos, 1);
        int chat = recorder.operation(OperationSpec.of("chat", "client"));
        recorder.operation(OperationSpec.of("silent", "client"));
        Observed observed = new Observed(recorder, 0);
        for (int minute = 1; minute <= 9 * 1_440; minute++) {
            for (int i = 0; i < 12; i++) {
                nowNanos += Observed.LOOK_NANOS / 12;
                recorder.sample();
                long durationNanos = minute / 1_440 == 2 ? 80_000_000 : 10_000_000;
                recorder.started(chat, nowNanos - durationNanos);
                recorder.ended(
                        chat, nowNanos - durationNanos, nowNanos, i == 0 && minute % 2 == 0 ? new Error() : null);
            }
            recorder.sample();
            observed.look(spec -> LIMITS, nowNanos);
        }

        List<SeenOperation> seen = observed.operations(spec -> LIMITS);
        assertThat(seen).extracting(SeenOperation::name).containsExactly("chat");
        assertThat(seen.get(0).days()).hasSize(7);
        assertThat(seen.get(0).days().get(0).boundNanos()).isBetween(80_000_000L, 83_000_000L);
        assertThat(seen.get(0).days().get(1).boundNanos()).isBetween(10_000_000L, 10_500_000L);
        assertThat(seen.get(0).rates().total()).isBetween(9L * 1_440 - 5, 9L * 1_440);
        assertThat(AdviceText.of(Advice.of(observed.seen(nowNanos), "", seen)))
                .contains("operation.chat.latency.threshold = 12")
                .contains("operation.chat.error-rate.threshold = ")
                .contains("operation.chat.throughput.threshold = ");
    }
}
