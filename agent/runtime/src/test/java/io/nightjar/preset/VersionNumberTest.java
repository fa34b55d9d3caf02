package io.nightjar.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionNumberTest {
    private static final String[] RISING = {
        "0.7.5",
        "0.36.2",
        "1.0.0-alpha1",
        "1.0.0-alpha2",
        "1.0.0-beta1",
        "1.0.0-beta3",
        "1.0.0-beta30",
        "1.0.0-M1",
        "1.0.0-M2.1",
        "1.0.0-M10",
        "1.0.0-rc1",
        "1.0.0-rc.2",
        "1.0.0-SNAPSHOT",
        "1.0.0",
        "1.0.0-jre",
        "1.0.0-1",
        "1.0.1-rc1",
        "1.0.1",
        "1.0.10",
        "1.2",
        "1.12.1",
        "1.23.0",
        "2.0.0.M7",
        "2.0",
        "2.0.0.1",
        "4.101.0",
        "20240101.1",
        "99999999999999999999999.1"
    };
    private static final String[] WORDS = {"alpha", "beta", "M", "rc", "SNAPSHOT", "Final", "jre", "sp", "a", "b", "cr"
    };
    private static final String[] SEPARATORS = {".", "-", "_", ""};

    private final Random random = new Random(21);

    @Test
    void shouldOrderVersionsAsTheyCameOut() {
        for (int i = 0; i < RISING.length; i++) {
            for (int j = 0; j < RISING.length; j++) {
                assertThat(Integer.signum(of(RISING[i]).compareTo(of(RISING[j]))))
                        .as(RISING[i] + " and " + RISING[j])
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "1.0, 1.0.0",
        "1.0.Final, 1.0",
        "1.0-RC1, 1.0.0.cr1",
        "1.0a1, 1.0-alpha.1",
        "1.0+build7, 1.0",
        "1.01, 1.1",
        "1.0.0-milestone2, 1-M2",
        "4.1.115.Final, 4.1.115"
    })
    void shouldTakeForEqualWhatMeansTheSame(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other)).hasSameHashCodeAs(of(other)).isEqualByComparingTo(of(other));
    }

    @Test
    void shouldBeATotalOrderOfWhateverVersions() {
        List<VersionNumber> versions = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            versions.add(of(any()));
        }
        for (VersionNumber a : versions) {
            assertThat(a).isEqualByComparingTo(a);
            for (VersionNumber b : versions) {
                int order = Integer.signum(a.compareTo(b));
                assertThat(Integer.signum(b.compareTo(a))).as(a + " and " + b).isEqualTo(-order);
                assertThat(a.equals(b)).as(a + " and " + b).isEqualTo(order == 0);
                for (VersionNumber c : versions) {
                    if (order <= 0 && b.compareTo(c) <= 0) {
                        assertThat(a.compareTo(c)).as(a + ", " + b + ", " + c).isLessThanOrEqualTo(0);
                    }
                }
            }
        }
    }

    @Test
    void shouldPutBehindAVersionOneWithALargerNumberAndBeforeItWhatLeadsToIt() {
        for (int i = 0; i < 200; i++) {
            int last = random.nextInt(1_000);
            String begin = random.nextInt(20) + "." + random.nextInt(200) + '.';

            assertThat(of(begin + last)).isLessThan(of(begin + (last + 1)));
            assertThat(of(begin + last + "-rc" + last)).isLessThan(of(begin + last));
            assertThat(of(begin + last + ".1")).isGreaterThan(of(begin + last));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "v1.0", "1.0 or so", "[1.0,2.0)", "1.*", "1.0\u00e4", "${version}"})
    void shouldTakeForNoVersionWhatIsNone(String text) {
        assertThat(VersionNumber.isOne(text)).isFalse();
    }

    private String any() {
        StringBuilder text = new StringBuilder().append(random.nextInt(3));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(SEPARATORS[random.nextInt(3)]);
            if (random.nextInt(3) == 0) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(SEPARATORS[random.nextInt(4)]);
            }
            text.append(random.nextInt(3));
        }
        return text.toString();
    }

    private static VersionNumber of(String text) {
        assertThat(VersionNumber.isOne(text)).as(text).isTrue();
        return VersionNumber.of(text);
    }
}
