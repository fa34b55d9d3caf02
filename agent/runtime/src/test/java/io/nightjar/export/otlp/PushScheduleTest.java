package io.nightjar.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When pushes are due. */
class PushScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final PushAnswer ARRIVED = new PushAnswer(true, false, Duration.ZERO, 0, "");
    private static final PushAnswer REFUSED = new PushAnswer(false, false, Duration.ZERO, 0, "");
    private static final PushAnswer AWAY = new PushAnswer(false, true, Duration.ZERO, 0, "");

    private final PushSchedule schedule = new PushSchedule(0, Duration.ofSeconds(60));

    private static PushAnswer askedFor(int seconds) {
        return new PushAnswer(false, true, Duration.ofSeconds(seconds), 0, "");
    }

    private void push(long seconds, PushAnswer answer) {
        assertThat(schedule.isDue(seconds * SECOND)).as("due at %s", seconds).isTrue();
        schedule.begun(seconds * SECOND);
        schedule.ended(seconds * SECOND, answer);
    }

    private void assertNextAt(long seconds) {
        assertThat(schedule.isDue(seconds * SECOND - 1)).isFalse();
        assertThat(schedule.isDue(seconds * SECOND)).isTrue();
    }

    @Test
    void shouldPushOnceAnIntervalWhenAllArrives() {
        assertNextAt(60);
        push(61, ARRIVED);
        assertNextAt(120);
        push(120, ARRIVED);
        assertNextAt(180);
    }

    @Test
    void shouldMakeUpForNoPushWhenTheProcessStoodStill() {
        push(1_000, ARRIVED);

        assertNextAt(1_020);
    }

    @Test
    void shouldTryFourMoreTimesAndThenOnceAnIntervalWhenTheCollectorIsAway() {
        push(60, AWAY);
        long second = 60;
        int tries = 0;
        while (second < 120) {
            second++;
            if (second < 120 && schedule.isDue(second * SECOND)) {
                push(second, AWAY);
                tries++;
            }
        }
        assertThat(tries).isEqualTo(4);

        push(120, AWAY);
        assertNextAt(180);
        push(180, ARRIVED);
        push(240, AWAY);
        assertThat(schedule.isDue(242 * SECOND)).isTrue();
    }

    @Test
    void shouldNotTryAgainBeforeTheNextPushWhenItWasRefused() {
        push(60, REFUSED);

        assertNextAt(120);
    }

    @Test
    void shouldLeaveTheCollectorAloneForAsLongAsItAsks() {
        push(60, askedFor(5));
        assertThat(schedule.isDue(65 * SECOND - 1)).isFalse();
        assertThat(schedule.isDue(65 * SECOND)).isTrue();

        push(65, askedFor(200));
        assertNextAt(265);
        push(265, ARRIVED);
        assertNextAt(300);
    }
}
