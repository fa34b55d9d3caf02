package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.record.Logs;
import io.nightjar.record.Totals;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperationModelTest {
    private static final double WARM_UP_SECONDS = 600;
    private static final int LEARNED = 2_400;
    private static final int SEEDS = 100;
    private static final LearnSettings SETTINGS = new LearnSettings(EnumSet.allOf(Signal.class), 1, WARM_UP_SECONDS);

    private final double[] evidence = new double[Signal.values().length];

    OperationModelTest() {
        FalseAlarms.evidence(1, 10, evidence);
    }

    @Test
    void shouldSayThatCallsTakeTwiceAsLongWhenTheyDo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, 10);
            run.seconds(LEARNED);
            assertThat(run.firstSaid).as("seed %d", seed).isNull();

            run.factor = 2;
            run.seconds(60);

            assertThat(run.model.deviation(Signal.LATENCY)).as("seed %d", seed).isNotNull();
            Deviation deviation = run.model.deviation(Signal.LATENCY);
            assertThat(deviation.up()).isTrue();
            assertThat(deviation.ratio()).isBetween(1.5, 2.7);
            assertThat(deviation.expected()).isBetween(80.0, 125.0);
            assertThat(deviation.calls()).isPositive();
        }
    }

    @Test
    void shouldFindALargerShiftNoLaterWhenAllElseIsTheSame() {
        for (int seed = 0; seed < SEEDS; seed++) {
            int before = Integer.MAX_VALUE;
            for (double factor : new double[] {1.6, 2, 3, 5, 20}) {
                Run run = new Run(seed, 5);
                run.seconds(LEARNED);
                run.factor = factor;
                int delay = run.until(Signal.LATENCY, 300);

                assertThat(delay).as("seed %d factor %s", seed, factor).isLessThanOrEqualTo(before);
                before = delay;
            }
        }
    }

    @Test
    void shouldSayOneThingOnceWhenAShiftStays() {
        for (int seed = 0; seed < 20; seed++) {
            Run run = new Run(seed, 10);
            run.seconds(LEARNED);
            run.factor = 2.5;
            run.part = 0.4; // clients that wait
            run.seconds(3_600);

            assertThat(run.begun).as("seed %d", seed).isEqualTo(1);
            assertThat(run.firstSaid).isEqualTo(Signal.LATENCY);
            assertThat(run.model.deviates()).as("adopted").isFalse();

            run.factor = 1;
            run.part = 1;
            run.seconds(3_600);

            assertThat(run.begun).as("back to normal, seed %d", seed).isEqualTo(1);
        }
    }

    @Test
    void shouldEndWhenWhatWasUsualIsBack() {
        Run run = new Run(3, 10);
        run.seconds(LEARNED);
        run.factor = 2;
        run.seconds(120);
        assertThat(run.model.deviation(Signal.LATENCY)).isNotNull();

        run.factor = 1;
        run.seconds(60);

        assertThat(run.model.deviates()).isFalse();
        assertThat(run.begun).isEqualTo(1);
    }

    @Test
    void shouldSayThatCallsFailOnceWhenAllDoForHours() {
        Run run = new Run(4, 10);
        run.seconds(LEARNED);

        run.failing = 1;
        run.seconds(4 * 3_600);

        assertThat(run.firstSaid).isEqualTo(Signal.ERRORS);
        assertThat(run.begun).isEqualTo(1);
        assertThat(run.model.deviates()).isFalse();
    }

    @Test
    void shouldSayThatThirtyPercentFailWithinAMinuteWhenAlmostNoneDid() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, 10);
            run.failing = 0.005;
            run.seconds(LEARNED);
            run.failing = 0.3;

            assertThat(run.until(Signal.ERRORS, 300)).as("seed %d", seed).isLessThanOrEqualTo(60);
            Deviation deviation = run.model.deviation(Signal.ERRORS);
            assertThat(deviation).isNotNull();
            assertThat(deviation.severe()).isTrue();
        }
    }

    @Test
    void shouldSaySilenceOnceAndNothingOfThroughputWhenNoCallComesAnyMore() {
        Run run = new Run(5, 10);
        run.seconds(LEARNED);
        run.part = 0;

        assertThat(run.until(Signal.SILENCE, 300)).isLessThanOrEqualTo(25);
        Deviation deviation = run.model.deviation(Signal.SILENCE);
        assertThat(deviation).isNotNull();
        assertThat(deviation.up()).isFalse();
        assertThat(deviation.severe()).isTrue();
        assertThat(deviation.value()).isZero();
        assertThat(deviation.expected()).isBetween(6.0, 14.0);

        run.seconds(5 * 3_600);

        assertThat(run.begun).isEqualTo(1);
        assertThat(run.model.deviates()).as("gone for good is normal").isFalse();
    }

    @Test
    void shouldSayNothingWhenCallsAreColdAfterADeploy() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, 10);
            run.seconds(LEARNED);
            run.part = 0;
            run.seconds(10);
            run.part = 1;
            for (int second = 0; second < 80; second++) {
                run.factor = 1 + 4 * Math.exp(-second / 15.0);
                run.seconds(1);
            }
            run.factor = 1;
            run.seconds(600);

            assertThat(run.firstSaid).as("seed %d", seed).isNull();

            run.factor = 2;
            run.seconds(60);
            assertThat(run.model.deviation(Signal.LATENCY)).as("seed %d", seed).isNotNull();
        }
    }

    @Test
    void shouldSayThatCallsTakeTwiceAsLongWhenTrafficPausesAllTheTime() {
        Run run = new Run(5, 10);
        for (int burst = 0; burst < 200; burst++) {
            run.part = 1;
            run.seconds(15);
            run.part = 0;
            run.seconds(5 + burst % 6);
        }
        run.factor = 3;
        for (int burst = 0; burst < 5; burst++) {
            run.part = 1;
            run.seconds(15);
            run.part = 0;
            run.seconds(5 + burst);
        }

        assertThat(run.model.deviation(Signal.LATENCY)).isNotNull();
    }

    @Test
    void shouldSayThatHalfOfTheCallsAreMissingWhenTheyAre() {
        Run run = new Run(6, 10);
        run.seconds(LEARNED);
        run.part = 0.5;

        assertThat(run.until(Signal.THROUGHPUT, 600)).isLessThanOrEqualTo(300);
        Deviation deviation = run.model.deviation(Signal.THROUGHPUT);
        assertThat(deviation).isNotNull();
        assertThat(deviation.ratio()).isBetween(0.3, 0.7);
    }

    @Test
    void shouldSayNothingInTheFirstMinutesWhateverComes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, 20);
            run.factor = 6;
            run.seconds(90);
            run.factor = 1;
            run.seconds(200);
            run.factor = 4;
            run.failing = 0.5;
            run.seconds(200);
            run.part = 0;
            run.seconds(100);

            assertThat(run.begun).as("seed %d", seed).isZero();
        }
    }

    @Test
    void shouldSayNothingWhenNoCallEverCame() {
        Run run = new Run(7, 0);
        run.seconds(20_000);

        assertThat(run.begun).isZero();
        assertThat(run.model.liveSignals()).isZero();
        assertThat(run.model.remember()).isNull();
        for (Signal signal : Signal.values()) {
            assertThat(run.model.expectation(signal)).isNull();
        }
    }

    @Test
    void shouldNeitherLearnNorJudgeWhenPaused() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, 10);
            run.seconds(LEARNED);
            String before = run.model.remember();

            run.model.pauseUntil(run.at + 901);
            run.factor = 5;
            run.failing = 0.6;
            run.seconds(900);

            assertThat(run.begun).isZero();
            assertThat(run.model.remember()).isEqualTo(before);
        }
    }

    @Test
    void shouldTakeNoCallsForNoSilenceWhenTheMachineSlept() {
        Run run = new Run(8, 10);
        run.seconds(LEARNED);

        run.at += 8 * 3_600;
        run.seconds(300);
        run.model.interrupted();
        run.at -= 5_000;
        run.seconds(300);

        assertThat(run.begun).isZero();
        assertThat(run.model.liveSignals()).isPositive();
    }

    @Test
    void shouldJudgeTheSameWhenRestored() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, 2);
            run.model.weekly(true);
            run.seconds(LEARNED);
            String remembered = run.model.remember();
            assertThat(remembered).isNotNull().doesNotContain("\n");

            Run other = new Run(seed, 2);
            other.model.weekly(true);
            assertThat(other.model.restore(remembered)).as("seed %d", seed).isTrue();
            assertThat(other.model.remember()).as("seed %d", seed).isEqualTo(remembered);
            other.seconds((int) WARM_UP_SECONDS + 1);
            run.model.pauseUntil(run.at + WARM_UP_SECONDS);
            other.factor = 2.5;

            assertThat(other.until(Signal.LATENCY, 400)).as("seed %d", seed).isLessThan(150);
        }
    }

    @Test
    void shouldRefuseWhatItDidNotWriteAndChangeNothing() {
        Run run = new Run(9, 10);
        run.seconds(LEARNED);
        String remembered = run.model.remember();
        assertThat(remembered).isNotNull();

        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(remembered.length());
            String bad = remembered.substring(0, at) + (char) ('!' + random.nextInt(90)) + remembered.substring(at + 1);
            if (!bad.equals(remembered)) {
                assertThat(run.model.restore(bad)).as(bad).isFalse();
            }
            assertThat(run.model.restore(remembered.substring(0, at))).isFalse();
        }
        assertThat(run.model.restore("")).isFalse();
        assertThat(run.model.restore("1 2 3")).isFalse();
        assertThat(run.model.remember()).isEqualTo(remembered);
    }

    @Test
    void shouldGiveNumbersWhateverComes() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            OperationModel model = new OperationModel(SETTINGS);
            model.weekly(random.nextBoolean());
            long[] totals = new long[Totals.COUNT];
            double at = 0;
            for (int i = 0; i < 3_000; i++) {
                at += switch (random.nextInt(40)) {
                    case 0 -> 10_000 * random.nextDouble();
                    case 1 -> -100 * random.nextDouble();
                    case 2 -> 0;
                    case 3 -> Double.MIN_VALUE;
                    default -> 1;
                };
                for (int j = 0; j < Totals.COUNT; j++) {
                    if (random.nextInt(3) == 0) {
                        totals[j] += (long) Math.pow(10, random.nextInt(10) - 2.0);
                    } else if (random.nextInt(5_000) == 0) {
                        totals[j] = 0;
                    }
                }
                model.look(totals, random.nextInt(500) == 0 ? Double.NaN : at, i / 60 % 168, evidence);
                if (random.nextInt(500) == 0) {
                    model.interrupted();
                }
                check(model, seed);
            }
            String remembered = model.remember();
            assertThat(remembered).isNotNull().doesNotContain("NaN").doesNotContain("Inf");
            assertThat(new OperationModel(SETTINGS).restore(remembered))
                    .as(remembered)
                    .isTrue();
        }
    }

    private static void check(OperationModel model, int seed) {
        for (Signal signal : Signal.values()) {
            Expectation expectation = model.expectation(signal);
            if (expectation != null) {
                assertThat(expectation.value())
                        .as("seed %d %s", seed, signal)
                        .isFinite()
                        .isNotNegative();
                assertThat(expectation.learnedSeconds()).isFinite();
            }
            Deviation deviation = model.deviation(signal);
            if (deviation != null) {
                assertThat(deviation.value())
                        .as("seed %d %s", seed, deviation)
                        .isFinite()
                        .isNotNegative();
                assertThat(deviation.expected()).isFinite().isNotNegative();
                assertThat(deviation.ratio()).isNotNaN();
            }
        }
    }

    @Test
    void shouldSayNothingWhenAllCallsTakeTheSame() {
        Run run = new Run(10, 50);
        run.spread = 0;
        run.seconds(20_000);

        assertThat(run.begun).isZero();
    }

    @Test
    void shouldLearnOnlyWhatIsAskedFor() {
        OperationModel model = new OperationModel(new LearnSettings(Set.of(Signal.ERRORS), 1, WARM_UP_SECONDS));
        Run all = new Run(11, 10);
        all.seconds(LEARNED);
        String remembered = all.model.remember();
        assertThat(remembered).isNotNull();

        assertThat(model.restore(remembered)).isTrue();

        assertThat(model.expectation(Signal.ERRORS)).isNotNull();
        assertThat(model.expectation(Signal.LATENCY)).isNull();
        assertThat(model.expectation(Signal.SILENCE)).isNull();
    }

    @Test
    void shouldNotTakeANightForNewsWhenTheRateFallsInHours() {
        for (int seed = 0; seed < 5; seed++) {
            Run run = new Run(seed, 10);
            for (int minute = 0; minute < 2 * 1_440; minute++) {
                run.part = Math.exp(-0.75 + 0.75 * Math.cos(2 * Math.PI * minute / 1_440));
                run.seconds(60);
            }

            assertThat(run.begun).as("seed %d", seed).isZero();
        }
    }

    @Test
    void shouldNeedMoreEvidenceWhenMoreSeriesShareTheFalseAlarms() {
        double[] one = new double[Signal.values().length];
        double[] many = new double[one.length];
        double[] none = new double[one.length];
        FalseAlarms.evidence(1, 1, one);
        FalseAlarms.evidence(1, 10_000, many);
        FalseAlarms.evidence(0, 0, none);

        for (int i = 0; i < one.length; i++) {
            assertThat(one[i]).isPositive().isLessThan(many[i]);
            assertThat(many[i]).isLessThan(none[i]);
            assertThat(none[i]).isFinite();
        }
    }

    /** Traffic whose randomness is the same for a seed whatever is changed of it. */
    private final class Run {
        private final OperationModel model = new OperationModel(SETTINGS);
        private final long[] totals = new long[Totals.COUNT];
        private final Random random;
        private final double rate;
        private double spread = 0.6;
        private double factor = 1;
        private double failing;
        private double part = 1;
        private double at = 1;
        private int begun;
        private @Nullable Signal firstSaid;
        private final Set<Signal> open = EnumSet.noneOf(Signal.class);

        private Run(int seed, double rate) {
            random = new Random(seed);
            this.rate = rate;
        }

        private void seconds(int seconds) {
            for (int i = 0; i < seconds; i++) {
                second();
            }
        }

        private int until(Signal signal, int most) {
            for (int i = 1; i <= most; i++) {
                second();
                if (model.deviation(signal) != null) {
                    return i;
                }
            }
            return most + 1;
        }

        private void second() {
            at++;
            int calls = poisson(rate * part);
            for (int i = 0; i < calls; i++) {
                double nanos = 1e8 * factor * Math.exp(spread * random.nextGaussian());
                totals[Totals.CALLS]++;
                if (random.nextDouble() < failing) {
                    totals[Totals.ERRORS]++;
                } else {
                    totals[Totals.DURATION_LOGS] += Logs.of((long) nanos);
                }
            }
            model.look(totals, at, (int) (at / 3_600) % 168, evidence);
            for (Signal signal : Signal.values()) {
                if (model.deviation(signal) == null) {
                    open.remove(signal);
                } else if (open.add(signal)) {
                    begun++;
                    firstSaid = firstSaid == null ? signal : firstSaid;
                }
            }
        }

        private int poisson(double mean) {
            double limit = Math.exp(-mean);
            double product = random.nextDouble();
            int count = 0;
            while (product > limit) {
                product *= random.nextDouble();
                count++;
            }
            return count;
        }
    }
}
