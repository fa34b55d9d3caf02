package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthTest {
    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;
    private static final double DAY = 24 * HOUR;
    private static final double HALF_AN_HOUR = 30 * MINUTE;

    /** A saw-tooth of 8 points a minute under the leak, noise of half a point, readings each 5 s. */
    @ParameterizedTest
    @CsvSource({"1, 86400, 72", "10, 7200, 8", "60, 1800, 2", "600, 1800, 0.5", "2400, 1800, 0.2"})
    void shouldForetellALeakUnderASawToothBeforeItIsFull(double percentPerHour, double aheadSeconds, double hours) {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            double start = 20 + random.nextInt(20);
            double tooth = 15 + random.nextInt(60);
            double height = 2 + random.nextInt(8);
            double full = (100 - start) / percentPerHour * HOUR;

            double at = firstForetold(
                    5,
                    full,
                    aheadSeconds,
                    t -> start + percentPerHour * t / HOUR + height * (t % tooth) / tooth + random.nextGaussian() / 2);

            assertThat(at).as("seed %d", seed).isPositive().isLessThan(full - Math.min(aheadSeconds, full) / 8);
        }
    }

    @Test
    void shouldForetellALeakThatFillsTheMemoryInTwoMinutesBeforeItDoes() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double calm = random.nextInt(2_000);

            double at = firstForetold(
                    5,
                    calm + 120,
                    HALF_AN_HOUR,
                    t -> 20 + Math.max(0, t - calm) * 80 / 120 + random.nextGaussian() / 5);

            assertThat(at - calm).as("seed %d", seed).isBetween(20.0, 100.0);
        }
    }

    @Test
    void shouldNotWaitForMoreWhenAMemoryWillBeFullWithinAMinute() {
        double at = firstForetold(1, 60, HALF_AN_HOUR, t -> 10 + Math.max(0, t - 10) * 2.2);

        assertThat(at).isBetween(20.0, 26.0); // below 45 %
    }

    @Test
    void shouldBeNearTheTruthWhenAMemoryGrowsSteadily() {
        Growth growth = new Growth();
        for (double t = 0; t <= 30 * MINUTE; t += 5) {
            growth.add(t, 40 + t / MINUTE, false);
        }

        assertThat(growth.outlook().fullInSeconds()).isCloseTo(30 * MINUTE, within(30.0));
        assertThat(growth.outlook().percentPerHour()).isCloseTo(60, within(1e-6));
    }

    @Test
    void shouldForetellNothingOfASawToothOnceItHasBeenSeen() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double base = 10 + random.nextInt(50);
            double height = 1 + random.nextInt(30);
            double tooth = 10 + random.nextInt(3_600);
            double noise = random.nextDouble();
            double drop = random.nextDouble() * 0.2;

            assertNothing(seed, 5, 10 * tooth + HOUR, 2 * tooth + 60, t -> {
                double size = 1 - drop * new Random((long) (t / tooth) + 1_000L * (long) base).nextDouble();
                return base + size * height * (t % tooth) / tooth + noise * random.nextGaussian();
            });
        }
    }

    @Test
    void shouldForetellNothingOfAShortSawToothFromTheStart() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double base = 10 + random.nextInt(50);
            double height = 1 + random.nextInt(30);
            double tooth = 5 + random.nextInt(45);
            double noise = random.nextDouble() / 2;

            assertNothing(
                    seed, 5, 4 * HOUR, 0, t -> base + height * (t % tooth) / tooth + noise * random.nextGaussian());
        }
    }

    @Test
    void shouldForetellNothingOfADailySwing() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            double base = 40 + random.nextInt(20);
            double height = 3 + random.nextInt(25);
            double phase = random.nextDouble() * DAY;
            double noise = random.nextDouble();

            assertNothing(
                    seed,
                    30,
                    5 * DAY,
                    0,
                    t -> base + height * Math.sin((t + phase) / DAY * 2 * Math.PI) + noise * random.nextGaussian());
        }
    }

    @Test
    void shouldForetellNothingOfAWarmUpThatLevelsOff() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            double base = 5 + random.nextInt(30);
            double height = 5 + random.nextInt(55);
            double time = 10 + random.nextInt(2_000);
            double noise = random.nextDouble() * 0.3;

            assertNothing(
                    seed,
                    5,
                    3 * HOUR,
                    0,
                    t -> base + height * (1 - Math.exp(-t / time)) + noise * random.nextGaussian());
        }
    }

    /** What grows at a start, or while work piles up, soon stops: some minutes of it say little of the next half hour. */
    @Test
    void shouldForetellNothingFurtherThanItHasSeenGrowingByAHalf() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double base = 5 + random.nextInt(25);
            double percentPerMinute = 1 + random.nextInt(8);
            double noise = random.nextDouble() * 0.2;
            Growth growth = new Growth();

            for (double t = 0; base + percentPerMinute * t / MINUTE < 95; t += 5) {
                growth.add(t, base + percentPerMinute * t / MINUTE + noise * random.nextGaussian(), false);
                Outlook outlook = growth.outlook();
                if (outlook != null) {
                    assertThat(outlook.fullInSeconds())
                            .as("seed %d at %s", seed, t)
                            .isLessThanOrEqualTo(1.5 * outlook.observedSeconds());
                }
            }
            assertThat(growth.outlook()).as("seed %d", seed).isNotNull();
        }
    }

    @Test
    void shouldForetellNothingOfStepsAndOfNoise() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            double base = 10 + random.nextInt(40);
            double height = 1 + random.nextInt(40);
            double step = random.nextInt(7_200);
            double takes = random.nextInt(4) * 5;
            double noise = random.nextDouble() * 2;

            assertNothing(
                    seed,
                    5,
                    3 * HOUR,
                    0,
                    t -> base
                            + height * Math.max(0, Math.min(1, (t - step) / Math.max(1, takes)))
                            + noise * random.nextGaussian());
        }
    }

    @Test
    void shouldBeginAnewWhenReadingsWereMissingOrTheWholeIsAnother() {
        Growth growth = new Growth();
        double t = 0;
        for (; t < 10 * MINUTE; t += 5) {
            growth.add(t, 30 + t / MINUTE * 5, false);
        }
        assertThat(growth.outlook()).isNotNull();

        growth.clear();
        growth.add(t, 80, false);
        assertThat(growth.outlook()).isNull();
        for (double end = t + 10 * MINUTE; t < end; t += 5) {
            growth.add(t, 80, false);
        }
        assertThat(growth.outlook()).isNull();

        Growth gap = new Growth();
        for (t = 0; t < 55; t += 5) {
            gap.add(t, 30 + t / 5, false);
        }
        for (t = 4 * HOUR; t < 4 * HOUR + 40; t += 5) {
            gap.add(t, 60 + (t - 4 * HOUR) / 5, false);
        }
        assertThat(gap.outlook()).isNull();
    }

    @Test
    void shouldPassOverWhatIsNoFigureAndWhatIsNotNewer() {
        Growth growth = new Growth();
        for (double t = 0; t < 600; t += 5) {
            growth.add(t, 50, false);
            growth.add(t, 90, false);
            growth.add(t - 3, 99, false);
            growth.add(t + 1, Double.NaN, false);
        }

        assertThat(growth.outlook()).isNull();
    }

    @Test
    void shouldComputeTrendsAsSimpleOnesDo() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int count = 2 + random.nextInt(23);
            double[] times = new double[count];
            double[] figures = new double[count];
            for (int i = 0; i < count; i++) {
                times[i] = (i == 0 ? 0 : times[i - 1]) + 0.1 + random.nextDouble();
                figures[i] = random.nextInt(10);
            }
            double[] slopes = new double[count * (count - 1) / 2];
            int pairs = 0;
            int score = 0;
            for (int i = 0; i < count; i++) {
                for (int j = i + 1; j < count; j++) {
                    slopes[pairs++] = (figures[j] - figures[i]) / (times[j] - times[i]);
                    score += (int) Math.signum(figures[j] - figures[i]);
                }
            }
            Arrays.sort(slopes);
            double median = (slopes[(pairs - 1) / 2] + slopes[pairs / 2]) / 2;
            double deviation = Math.sqrt(count * (count - 1) * (2.0 * count + 5) / 18);

            assertThat(Trend.slope(times, figures, 0, count, new double[pairs])).isCloseTo(median, within(1e-12));
            assertThat(Trend.risingBy(figures, 0, count))
                    .isCloseTo((score - Math.signum(score)) / deviation, within(1e-12));
        }
    }

    private static void assertNothing(
            int seed, double every, double seconds, double from, DoubleUnaryOperator percent) {
        Growth growth = new Growth();
        for (double t = 0; t < seconds; t += every) {
            growth.add(t, Math.max(0, Math.min(100, percent.applyAsDouble(t))), false);
            Outlook outlook = t < from ? null : growth.outlook();
            if (outlook != null && outlook.fullInSeconds() < HALF_AN_HOUR) {
                throw new AssertionError("seed " + seed + " at " + t + ": " + outlook);
            }
        }
    }

    /** Negative where nothing was foretold for the time ahead. */
    private static double firstForetold(double every, double seconds, double ahead, DoubleUnaryOperator percent) {
        Growth growth = new Growth();
        for (double t = 0; t < seconds; t += every) {
            growth.add(t, Math.min(100, percent.applyAsDouble(t)), false);
            @Nullable Outlook outlook = growth.outlook();
            if (outlook != null && outlook.fullInSeconds() <= ahead) {
                return t;
            }
        }
        return -1;
    }
}
