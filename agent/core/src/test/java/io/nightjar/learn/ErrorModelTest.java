package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorModelTest {
    private static final double EVIDENCE = 17;
    private static final int BIN_SECONDS = 60;
    private static final int DAY = 1_440;

    private final Random random = new Random(6);
    private final ErrorModel model = new ErrorModel(600);
    private double at;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.1, 0.4, 0.7, 1})
    void shouldSayNothingWhenTheSameShareOfRareCallsAlwaysFails(double share) {
        assertThat(begun(7 * DAY, 1, share)).isZero();
    }

    @Test
    void shouldSayOnceThatAllRareCallsFailWhenFewDidAndStayQuietWhereTheyGoOnFailing() {
        assertThat(begun(2 * DAY, 1, 0.01)).isZero();

        assertThat(begun(3 * DAY, 1, 1)).isOne();
        assertThat(model.isOpen()).isFalse();
    }

    /** How often it begins to deviate in so many minutes of so many calls. */
    private int begun(int minutes, int calls, double failing) {
        int begun = 0;
        for (int minute = 0; minute < minutes; minute++) {
            at += BIN_SECONDS;
            int errors = 0;
            for (int call = 0; call < calls; call++) {
                errors += random.nextDouble() < failing ? 1 : 0;
            }
            boolean wasOpen = model.isOpen();
            model.learnedSeconds += BIN_SECONDS;
            model.look(calls, errors, BIN_SECONDS, at, EVIDENCE, true, true);
            begun += !wasOpen && model.isOpen() ? 1 : 0;
        }
        return begun;
    }
}
