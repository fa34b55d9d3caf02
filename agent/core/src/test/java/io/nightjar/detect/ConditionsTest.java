package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import io.nightjar.notify.NotificationPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of states that fire once, where the rate limit was closed as they began. */
class ConditionsTest {
    private final FakeTime time = new FakeTime();
    private final List<String> sent = new ArrayList<>();
    private final Conditions conditions = conditions(new TestSettings().build());

    private Conditions conditions(DetectionSettings settings) {
        NotificationPolicy policy = new NotificationPolicy(settings.notifications(), time, breach -> breach, notice -> {
            if (notice.kind() == NoticeKind.NOTIFICATION) {
                sent.add(notice.alert().message());
            }
        });
        return new Conditions(settings, time, time, policy);
    }

    @Test
    void shouldSendAStateThatFiresOnceWhenTheLimitReopensAndOnceOnly() {
        for (int second = 0; second < 1_000; second++) {
            long nowNanos = time.nanoTime();
            conditions.state(breach("chat"), StateRule.Lasting.ONCE);
            conditions.state(breach("embed"), StateRule.Lasting.ONCE);
            conditions.judged(nowNanos);
            time.advance(Duration.ofSeconds(1));
            if (second == 298) {
                assertThat(sent).containsExactly("chat stands still");
            }
        }

        assertThat(sent).containsExactly("chat stands still", "embed stands still");
    }

    private static Breach breach(String operation) {
        return new Breach(
                AlertType.THROUGHPUT,
                Severity.CRITICAL,
                operation,
                operation + " stands still",
                Map.of(),
                Map.of("operation", operation));
    }
}
