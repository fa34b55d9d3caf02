package io.nightjar.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.match.Glob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void shouldBurnCriticallyAfterLessThanAMinuteWhenAllCallsFailAtThreeNines() {
        Budget budget = new Budget(objective(0.999, MONTH), 0);
        for (int second = 0; second < 6 * 3_600; second++) {
            budget.add(10, 0, second * SECOND);
        }

        int seconds = 0;
        long now = 6 * HOUR;
        Burn burn = null;
        while (burn == null) {
            budget.add(10, 10, now + seconds++ * SECOND);
            burn = budget.burning(now + seconds * SECOND);
            burn = burn != null && burn.pair() == BurnPair.FAST ? burn : null;
        }

        assertThat(seconds).isBetween(50, 54);
        assertThat(burn.rate()).isGreaterThan(14.4);
    }

    @Test
    void shouldBurnErrorOrWarningWhenItBurnsSlower() {
        assertThat(pairOf(0.99, 0.20)).isEqualTo(BurnPair.FAST);
        assertThat(pairOf(0.99, 0.10)).isEqualTo(BurnPair.MEDIUM);
        assertThat(pairOf(0.99, 0.02)).isEqualTo(BurnPair.SLOW);
        assertThat(pairOf(0.99, 0.01)).isNull();
        assertThat(pairOf(0.99, 0.005)).isNull();
    }

    @Test
    void shouldSayNothingBelowTenBadCallsWhateverTheirShare() {
        Budget budget = new Budget(objective(0.999, MONTH), 0);
        budget.add(9, 9, MINUTE);
        assertThat(budget.burning(MINUTE)).isNull();

        budget.add(1, 1, MINUTE);

        assertThat(budget.burning(MINUTE)).isNotNull();
    }

    @Test
    void shouldLeaveAPairOutWhenNotEvenATotalOutageBurnsSoFast() {
        Budget budget = new Budget(objective(0.9, MONTH), 0);
        budget.add(1_000, 1_000, MINUTE);

        assertThat(BurnPair.FAST.canFire(0.1)).isFalse();
        assertThat(budget.burning(MINUTE).pair()).isEqualTo(BurnPair.MEDIUM);
        assertThat(BurnPair.FAST.canFire(0.06)).isTrue();
        assertThat(BurnPair.SLOW.canFire(0.999)).isTrue();
    }

    @Test
    void shouldBeOverOnceTheShortWindowHasPassed() {
        Budget budget = new Budget(objective(0.999, MONTH), 0);
        budget.add(100, 100, MINUTE);
        assertThat(budget.burning(MINUTE).pair()).isEqualTo(BurnPair.FAST);

        budget.add(100, 0, 6 * MINUTE);

        assertThat(budget.burning(6 * MINUTE).pair()).isEqualTo(BurnPair.MEDIUM);
        assertThat(budget.burning(31 * MINUTE).pair()).isEqualTo(BurnPair.SLOW);
        assertThat(budget.burning(8 * HOUR)).isNull();
    }

    @Test
    void shouldScaleItsWindowsWithThePeriod() {
        assertThat(BurnPair.FAST.longWindow(MONTH)).isEqualTo(Duration.ofHours(1));
        assertThat(BurnPair.FAST.shortWindow(MONTH)).isEqualTo(Duration.ofMinutes(5));
        assertThat(BurnPair.MEDIUM.longWindow(MONTH)).isEqualTo(Duration.ofHours(6));
        assertThat(BurnPair.MEDIUM.shortWindow(MONTH)).isEqualTo(Duration.ofMinutes(30));
        assertThat(BurnPair.SLOW.longWindow(MONTH)).isEqualTo(Duration.ofDays(3));
        assertThat(BurnPair.SLOW.shortWindow(MONTH)).isEqualTo(Duration.ofHours(6));
        assertThat(BurnPair.FAST.longWindow(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(5));
        assertThat(BurnPair.SLOW.shortWindow(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldSayWhatIsLeftOfThePeriodsBudget() {
        Budget budget = new Budget(objective(0.99, MONTH), 0);
        assertThat(budget.remainingAt(0)).isEqualTo(1);
        for (int hour = 0; hour < 30 * 24; hour++) {
            budget.add(1_000, hour < 15 * 24 ? 10 : 0, hour * HOUR);
        }
        assertThat(budget.remainingAt(30 * DAY - HOUR)).isCloseTo(0.5, within(0.01));
        assertThat(budget.remainingAt(46 * DAY)).isEqualTo(1);

        Budget young = new Budget(objective(0.99, MONTH), 0);
        young.add(1_000, 10, 3 * DAY);
        assertThat(young.remainingAt(3 * DAY)).isCloseTo(0.9, within(0.01));
        young.add(1_000_000, 1_000_000, 3 * DAY);
        assertThat(young.remainingAt(3 * DAY)).isZero();
    }

    @Test
    void shouldCountNothingTwiceWhenTheClockStandsStillOrJumps() {
        Budget budget = new Budget(objective(0.999, MONTH), -DAY);
        budget.add(100, 50, -HOUR);
        budget.add(100, 50, -HOUR - MINUTE);
        assertThat(budget.burning(-HOUR).rate()).isCloseTo(500, within(1e-6));

        budget.add(1, 0, 400 * DAY);

        assertThat(budget.burning(400 * DAY)).isNull();
        assertThat(budget.remainingAt(400 * DAY)).isEqualTo(1);
    }

    @Test
    void shouldJudgeAsASimpleOneDoesWhateverHappens() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            double[] shares = {0.5, 0.9, 0.95, 0.99, 0.999};
            Duration period = Duration.ofHours(List.of(1, 24, 7 * 24, 30 * 24).get(random.nextInt(4)));
            Objective objective = objective(shares[random.nextInt(shares.length)], period);
            Budget budget = new Budget(objective, 0);
            SimpleBudget simple = new SimpleBudget(objective);
            long now = 0;
            double badShare = 0;
            for (int step = 0; step < 300; step++) {
                now += (long) (random.nextDouble() * random.nextDouble() * period.toNanos() / 300);
                badShare = random.nextInt(20) == 0 ? random.nextDouble() * random.nextDouble() : badShare;
                long calls = random.nextInt(50);
                long bad = Math.round(calls * badShare);
                budget.add(calls, bad, now);
                simple.add(calls, bad, now);
                Burn burn = budget.burning(now);
                assertThat(burn == null ? null : burn.pair())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(simple.burning(now));
                if (burn != null) {
                    assertThat(burn.rate())
                            .isCloseTo(simple.rate(burn.pair(), now, burn.pair().longBins()), within(1e-9));
                    assertThat(burn.remaining()).isBetween(0.0, 1.0);
                }
                if (random.nextInt(50) == 0) {
                    long gap = random.nextInt(3) * period.toNanos() / 43_200;
                    ObjectiveMemory memory = budget.remember(now, AT);
                    now += gap;
                    budget = Budget.of(objective, memory, Duration.ofNanos(gap), now);
                }
            }
        }
    }

    @Test
    void shouldStartAnewWhenWhatWasRememberedIsOfAnotherObjectiveUnreadableOrTooOld() {
        Objective objective = objective(0.999, MONTH);
        Budget budget = new Budget(objective, 0);
        budget.add(100, 100, HOUR);
        ObjectiveMemory memory = budget.remember(HOUR, AT);

        assertThat(Budget.of(objective, memory, Duration.ofMinutes(1), 0).burning(0))
                .isNotNull();
        assertThat(Budget.of(objective, memory, Duration.ofMinutes(-9), 0).burning(0))
                .isNotNull();
        assertThat(Budget.of(objective(0.99, MONTH), memory, Duration.ZERO, 0).burning(0))
                .isNull();
        assertThat(Budget.of(objective, memory, MONTH, 0).burning(0)).isNull();
        for (String damaged :
                List.of("x", "1:2", "0:5:-1", "999999:1:1", "0:1:1 ", "::", "-1:1:1", "0:1:9999999999999999999")) {
            ObjectiveMemory other = new ObjectiveMemory(
                    "checkout", "chat", 0.999, null, MONTH, AT, Duration.ofHours(1), 1, damaged, "", "");
            assertThat(Budget.of(objective, other, Duration.ZERO, 0).burning(0))
                    .as(damaged)
                    .isNull();
        }
    }

    private static @Nullable BurnPair pairOf(double share, double badShare) {
        Budget budget = new Budget(objective(share, MONTH), 0);
        for (long minute = 0; minute < 4 * 24 * 60; minute++) {
            budget.add(1_000, Math.round(1_000 * badShare), minute * MINUTE);
        }
        Burn burn = budget.burning(4 * DAY - MINUTE);
        return burn == null ? null : burn.pair();
    }

    private static Objective objective(double share, Duration period) {
        return new Objective("checkout", new Glob("chat"), share, null, period);
    }

    /** Keeps every call, and adds up at each question. */
    private static final class SimpleBudget {
        private final Objective objective;
        private final List<long[]> all = new ArrayList<>();

        SimpleBudget(Objective objective) {
            this.objective = objective;
        }

        void add(long calls, long bad, long now) {
            all.add(new long[] {now, calls, bad});
        }

        @Nullable
        BurnPair burning(long now) {
            for (BurnPair pair : BurnPair.values()) {
                boolean can = 1 / (1 - objective.share()) > pair.factor();
                if (can
                        && sum(pair, now, pair.longBins(), 2) >= 10
                        && rate(pair, now, pair.longBins()) > pair.factor()
                        && rate(pair, now, pair.shortBins()) > pair.factor()) {
                    return pair;
                }
            }
            return null;
        }

        double rate(BurnPair pair, long now, int bins) {
            long calls = sum(pair, now, bins, 1);
            return calls == 0 ? 0 : sum(pair, now, bins, 2) / (calls * (1 - objective.share()));
        }

        private long sum(BurnPair pair, long now, int bins, int column) {
            long bin = objective.period().toNanos() / (pair.inFives() ? 8_640 : 43_200);
            long sum = 0;
            for (long[] one : all) {
                sum += one[0] / bin > now / bin - bins ? one[column] : 0;
            }
            return sum;
        }
    }
}
