package io.nightjar.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void shouldRoundAsDecimalArithmeticDoesWhateverTheValue() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 1_000; i++) {
                double value = any(random);
                for (int decimals = 1; decimals <= 2; decimals++) {
                    assertThat(Figures.fixed(value, decimals))
                            .as("seed " + seed + ": " + value + " with " + decimals)
                            .isEqualTo(BigDecimal.valueOf(value)
                                    .setScale(decimals, RoundingMode.HALF_UP)
                                    .toPlainString());
                }
            }
        }
    }

    @Test
    void shouldRoundHalvesUpAsTheyAreWritten() {
        assertThat(Figures.fixed(1.005, 2)).isEqualTo("1.01");
        assertThat(Figures.fixed(812.345, 2)).isEqualTo("812.35");
        assertThat(Figures.fixed(0.25, 1)).isEqualTo("0.3");
        assertThat(Figures.fixed(0, 2)).isEqualTo("0.00");
        assertThat(Figures.fixed(99.999, 2)).isEqualTo("100.00");
    }

    /** Durations and shares, halves of the last decimal among them, and numbers of any size. */
    private static double any(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong(100_000_000_000L) / 1e6;
            case 1 -> random.nextInt(2_000_000) / 1_000.0;
            case 2 -> random.nextDouble() * 100;
            case 3 -> Math.nextUp(random.nextInt(2_000_000) / 1_000.0);
            default -> Math.abs(Double.longBitsToDouble(random.nextLong() & 0x7FEFFFFFFFFFFFFFL)) % 1e18;
        };
    }
}
