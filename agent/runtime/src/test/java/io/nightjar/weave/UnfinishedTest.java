package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnfinishedTest {
    private final Unfinished unfinished = new Unfinished();

    private List<Integer> dueIn(int rounds) {
        List<Integer> due = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (unfinished.isDue()) {
                due.add(round);
                unfinished.begin();
                unfinished.add();
                unfinished.end();
            }
        }
        return due;
    }

    @Test
    void shouldRestLongerEachTimeAndNeverGiveUpWhenSomethingIsLeftAgainAndAgain() {
        unfinished.add();

        assertThat(dueIn(30)).containsExactly(0, 1, 3, 6, 10, 15, 21, 28);
        assertThat(dueIn(10_000)).hasSizeGreaterThan(10_000 / 61).hasSizeLessThan(300);
    }

    @Test
    void shouldBeginWithoutARestWhenAllWasWovenInBetween() {
        unfinished.add();
        dueIn(30);
        unfinished.begin();
        unfinished.end();
        assertThat(unfinished.isDue()).isFalse();

        unfinished.add();

        assertThat(unfinished.isDue()).isTrue();
    }

    @Test
    void shouldBeDueWhenWeavingDidNotComeToItsEnd() {
        unfinished.begin();

        assertThat(unfinished.isDue()).isTrue();
    }

    @Test
    void shouldBeDueWhenOneOfTheClassesWasNotHandedOver() {
        unfinished.expect(List.of(String.class, Integer.class));
        unfinished.seen(Integer.class);
        unfinished.seen(Long.class);
        unfinished.transformed();
        assertThat(unfinished.isDue()).isTrue();
        unfinished.begin();

        unfinished.expect(List.of(String.class));
        unfinished.seen(String.class);
        unfinished.transformed();
        unfinished.end();

        assertThat(unfinished.isDue()).isFalse();
    }
}
