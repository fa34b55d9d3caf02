package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.match.Nearest;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "250ms, 250000000",
        "5s, 5000000000",
        "2m, 120000000000",
        "1h, 3600000000000",
        "1.5s, 1500000000",
        "5 s, 5000000000",
        "7, 7000000",
        ".5ms, 500000",
        "0, 0"
    })
    void shouldReadADurationWithItsUnit(String text, long nanos) {
        assertThat(Units.nanos(text, true)).isEqualTo(OptionalLong.of(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "5%, 0.05",
        "0.05, 0.05",
        "5, 0.05",
        "90, 0.9",
        "1, 0.01",
        "1.0, 1",
        "100%, 1",
        "0, 0",
        "0.5%, 0.005",
        "2.5, 0.025"
    })
    void shouldReadAShareAsPercentOrFraction(String text, double share) {
        assertThat(Units.share(text)).isEqualTo(OptionalDouble.of(share));
    }

    @ParameterizedTest
    @CsvSource({"10/s, 10", "90/m, 1.5", "3600/h, 1", "10, 10", "0.5/s, 0.5"})
    void shouldReadARatePerSecond(String text, double perSecond) {
        assertThat(Units.perSecond(text)).isEqualTo(OptionalDouble.of(perSecond));
    }

    @Test
    void shouldMatchAGlobAsItsRegularExpressionDoesWhenBothAreRandom() {
        long seed = 3;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String glob = text(random, "ab.*", 6);
            String name = text(random, "ab.", 8);

            assertThat(Glob.matches(glob, name))
                    .as("seed %d, case %d: %s on %s", seed, i, glob, name)
                    .isEqualTo(name.matches(glob.replace(".", "\\.").replace("*", ".*")));
        }
    }

    @Test
    void shouldBeSymmetricAndZeroOnlyForEqualWordsWhenDistancesAreTaken() {
        long seed = 4;
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            String left = text(random, "abc", 6);
            String right = text(random, "abc", 6);
            int distance = Nearest.distance(left, right);

            assertThat(distance)
                    .as("seed %d, case %d: %s and %s", seed, i, left, right)
                    .isEqualTo(Nearest.distance(right, left))
                    .isBetween(Math.abs(left.length() - right.length()), Math.max(left.length(), right.length()));
            assertThat(distance == 0).isEqualTo(left.equals(right));
        }
    }

    private static String text(Random random, String letters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(longest + 1); n > 0; n--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
