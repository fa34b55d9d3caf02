package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.sample.SpyLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final SpyLog log = new SpyLog();
    private final List<String> standing = new ArrayList<>();
    private final Problems problems = new Problems(log.log()).add(all -> all.addAll(standing));

    @Test
    void shouldAskEveryPartInOrderWhenAskedForAll() {
        problems.add(all -> all.add("delivery stands still"));
        standing.add("judging stands still");

        assertThat(problems.get()).containsExactly("judging stands still", "delivery stands still");
    }

    @Test
    void shouldCountItAndAskTheOthersWhenAPartFails() {
        problems.add(all -> {
            throw new IllegalStateException("test");
        });
        problems.add(all -> all.add("delivery stands still"));

        assertThat(problems.get()).containsExactly("delivery stands still");
        assertThat(log.failures()).containsEntry("launch.problems", 1L);
    }

    @Test
    void shouldLogAProblemAgainWhenItComesBackAfterItsEnd() {
        standing.add("judging stands still");
        problems.log();
        problems.log();
        standing.clear();
        problems.log();
        standing.add("judging stands still");
        problems.log();

        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(0)).contains("judging stands still").doesNotContain("no longer so");
        assertThat(log.lines().get(1)).contains("no longer so: judging stands still");
        assertThat(log.lines().get(2)).contains("judging stands still").doesNotContain("no longer so");
    }
}
