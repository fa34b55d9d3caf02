package io.nightjar.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.record.Logs;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelModelTest {
    private static final double EVIDENCE = 17;
    private static final int HOUR = 3_600;

    private final Random random = new Random(5);
    private LevelModel model = new LevelModel(Signal.TOKENS, 600, true, 1);
    private double at;

    @Test
    void shouldSayEachDoublingOnceWhenTheProcessIsStartedAnewInTheMiddleOfOne() {
        assertThat(begun(6 * HOUR, 100)).isZero();
        assertThat(begun(HOUR, 200)).isEqualTo(1);
        NumbersText text = new NumbersText();
        model.remember(text);
        model = new LevelModel(Signal.TOKENS, 600, true, 1);
        assertThat(model.restore(NumbersReader.open(text.end()))).isTrue();
        model.passOver(at);

        assertThat(begun(HOUR, 100)).as("the way back").isZero();
        assertThat(begun(HOUR, 200)).as("again").isEqualTo(1);
        assertThat(begun(HOUR, 100)).as("the way back").isZero();
        assertThat(begun(HOUR, 50)).as("the other way").isEqualTo(1);
    }

    @Test
    void shouldSayThatItFallsWhenWhatItHasDoubledToHasBeenUsualForDays() {
        begun(6 * HOUR, 100);
        assertThat(begun(60 * HOUR, 200)).isEqualTo(1);

        assertThat(begun(HOUR, 100)).isEqualTo(1);
    }

    private int begun(int seconds, double tokens) {
        int begun = 0;
        for (int i = 0; i < seconds; i++) {
            at++;
            model.learnedSeconds++;
            boolean wasOpen = model.isOpen();
            double value = tokens * Math.exp(0.4 * random.nextGaussian());
            model.look(1, Logs.of(Math.round(1_000 * value)), at, EVIDENCE, 0, true, true);
            begun += model.isOpen() && !wasOpen ? 1 : 0;
        }
        return begun;
    }
}
