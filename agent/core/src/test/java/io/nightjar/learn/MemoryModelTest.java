package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryModelTest {
    private static final LearnSettings SETTINGS = new LearnSettings(EnumSet.allOf(Signal.class), 1, 600);
    private static final double HOUR = 3_600;
    private static final double EVIDENCE = 12;

    @Test
    void shouldSayThatItGrowsOnceWhenItLeaksAPercentAnHour() {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            Heap heap = new Heap(seed);
            assertThat(heap.hours(72, 0)).as("seed %d", seed).isNegative();

            double after = heap.hours(4.5, 1);

            found += after >= 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(95);
    }

    @Test
    void shouldSayItAgainWhenTheLeakGoesOnForDays() {
        Heap heap = new Heap(3);
        heap.stays = 10;
        heap.hours(72, 0);

        heap.hours(48, 1);

        assertThat(heap.begun).isBetween(6, 9);
    }

    @Test
    void shouldFindItSoonerThanItLeavesTheSwingWhenItBeginsInTheLeastOfTheDay() {
        for (int seed = 0; seed < 20; seed++) {
            Heap heap = new Heap(seed);
            heap.hours(72 + 18, 0); // the sine's least

            assertThat(heap.hours(4, 1)).as("seed %d", seed).isPositive();
        }
    }

    @Test
    void shouldSayNothingOfTheSecondMondayWhenWeekendsAreQuiet() {
        Heap heap = new Heap(4);
        heap.workday = 6;
        heap.hours(24 * 7.5, 0);
        int first = heap.begun;

        heap.hours(24 * 14, 0);

        assertThat(heap.begun).isEqualTo(first);
    }

    @Test
    void shouldSayNothingWhenItSwingsWithTheDay() {
        for (int seed = 0; seed < 30; seed++) {
            assertThat(new Heap(seed).hours(24 * 14, 0)).as("seed %d", seed).isNegative();
        }
    }

    @Test
    void shouldSayItOnceAndEndWhenTheLeakStops() {
        Heap heap = new Heap(1);
        heap.hours(48, 0);
        heap.hours(8, 1);
        heap.hours(24, 0);

        assertThat(heap.begun).isBetween(1, 2);
        assertThat(heap.model.deviation()).isNull();
    }

    @Test
    void shouldPassOverWhatIsNoReading() {
        MemoryModel model = new MemoryModel(SETTINGS);

        model.look(10, Double.NaN, EVIDENCE);
        model.look(Double.NaN, 5, EVIDENCE);
        model.look(Double.POSITIVE_INFINITY, 5, EVIDENCE);
        model.look(20, 50, EVIDENCE);
        model.look(15, 99, EVIDENCE);

        assertThat(model.deviation()).isNull();
        assertThat(model.remember()).isNull();
    }

    @Test
    void shouldGoOnWhenRestored() {
        Heap heap = new Heap(2);
        heap.hours(48, 0);
        String remembered = heap.model.remember();
        assertThat(remembered).isNotNull();
        MemoryModel other = new MemoryModel(SETTINGS);

        assertThat(other.restore(remembered)).isTrue();
        assertThat(other.restore(remembered + "1")).isFalse();
        assertThat(other.restore("")).isFalse();

        assertThat(other.remember()).isEqualTo(remembered);
    }

    /** A saw-tooth of collections over what stays, which swings with the day. */
    private static final class Heap {
        private final MemoryModel model = new MemoryModel(SETTINGS);
        private final Random random;
        private double at;
        private double stays = 40;
        private double fresh;
        private double workday;
        private int begun;
        private boolean open;

        private Heap(int seed) {
            random = new Random(seed);
        }

        /** After how many seconds something was said; negative: nothing. */
        private double hours(double hours, double leakPercentAnHour) {
            double from = at;
            double said = -1;
            while (at < from + hours * HOUR) {
                at += 10;
                stays += leakPercentAnHour * 10 / HOUR;
                fresh += 2 * random.nextDouble();
                if (fresh > 20) {
                    fresh = random.nextDouble();
                }
                double day = Math.sin(2 * Math.PI * at / 24 / HOUR);
                boolean works = day > 0 && at / 24 / HOUR % 7 < 5;
                model.look(at, stays + fresh + 3 * day + (works ? workday * day : 0), EVIDENCE);
                boolean now = model.deviation() != null;
                if (now && !open) {
                    begun++;
                    said = said < 0 ? at - from : said;
                }
                open = now;
            }
            return said;
        }
    }
}
