package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions that are one notification. */
class GroupingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PolicyWorld world =
            PolicyWorld.unlimited(PolicyWorld.route("log"), PolicyWorld.grouped("slack", "kind"));

    @Test
    void shouldSendOneNotificationOfAllThatBeganWhileTheGroupWaited() {
        world.begin("a1", Severity.WARNING);
        world.pass(Duration.ofSeconds(9));
        world.begin("a2", Severity.CRITICAL);
        world.begin("b1", Severity.WARNING);
        assertThat(world.received("slack")).isEmpty();
        assertThat(world.history()).allMatch(line -> line.endsWith(" held by group"));
        world.pass(Duration.ofSeconds(1));

        assertThat(world.received("slack")).containsExactly("firing[warning a1, critical a2]");
        assertThat(world.history()).containsExactly("warning a1", "critical a2", "warning b1 held by group");
        Alert summary = world.notices.get(world.notices.size() - 1).alert();
        assertThat(summary.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(summary.message()).isEqualTo("2 alerts: a2 is full");
        assertThat(summary.labels())
                .containsEntry("service", "shop")
                .containsEntry("kind", "a")
                .doesNotContainKey("memory");
        world.pass(Duration.ofSeconds(9));
        assertThat(world.received("slack")).containsExactly("firing[warning a1, critical a2]", "firing[warning b1]");
    }

    @Test
    void shouldSendWhatChangedInTheNextIntervalAndTheEndWhenAllAreOver() {
        world.begin("a1", Severity.WARNING);
        world.begin("a2", Severity.WARNING);
        world.pass(Duration.ofSeconds(10));
        world.begin("a3", Severity.ERROR);
        world.end("a1");
        world.pass(Duration.ofSeconds(59));
        assertThat(world.received("slack")).hasSize(1);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.received("slack")).last().isEqualTo("firing[resolved a1, warning a2, error a3]");
        world.end("a2");
        world.end("a3");
        world.pass(MINUTE);
        assertThat(world.received("slack")).last().isEqualTo("resolved[resolved a2, resolved a3]");
        world.pass(Duration.ofHours(1));

        assertThat(world.received("slack")).hasSize(3);
        assertThat(world.received("log")).hasSize(6);
    }

    @Test
    void shouldSayNothingOfWhatWasOverBeforeTheGroupWasSent() {
        world.begin("a1", Severity.WARNING);
        world.end("a1");
        world.pass(MINUTE);

        assertThat(world.received("slack")).isEmpty();
    }

    @Test
    void shouldTakeWhatTheRateLimitHoldsBackFromTheOthers() {
        PolicyWorld limited = new PolicyWorld(PolicyWorld.settings(
                Duration.ofMinutes(5),
                Flapping.OFF,
                List.of(),
                PolicyWorld.route("log"),
                PolicyWorld.grouped("slack", "kind")));
        limited.begin("a1", Severity.WARNING);
        limited.begin("a2", Severity.WARNING);
        limited.pass(Duration.ofSeconds(10));
        limited.end("a1");
        limited.end("a2");
        limited.pass(MINUTE);

        assertThat(limited.received("log")).containsExactly("warning a1", "resolved a1");
        assertThat(limited.received("slack"))
                .containsExactly("firing[warning a1, warning a2]", "resolved[resolved a1, resolved a2]");
        assertThat(limited.history()).contains("warning a2");
    }

    @Test
    void shouldAcknowledgeAGroupOnceAllThatFireAreAcknowledged() throws Exception {
        world.begin("a1", Severity.WARNING);
        world.begin("a2", Severity.WARNING);
        world.pass(Duration.ofSeconds(10));

        world.requests.acknowledge(world.conditions.values(), "a1", "kim", null, null);
        assertThat(world.received("slack")).hasSize(1);
        world.requests.acknowledge(world.conditions.values(), "a2", "kim", null, null);

        assertThat(world.received("slack")).hasSize(2).last().asString().startsWith("ack");
        assertThat(world.notices.get(world.notices.size() - 2).alert().fingerprint())
                .as("the group's, not a member's")
                .isEqualTo(world.notices.get(2).alert().fingerprint());
    }

    @Test
    void shouldSendAllThatWaitsWhenThePolicyIsClosed() {
        world.begin("a1", Severity.WARNING);
        world.pass(Duration.ofSeconds(10));
        world.policy.resolved(world.conditions.remove("a1"), world.nanos, "exit");
        world.policy.close(world.nanos, "exit");

        assertThat(world.received("slack")).containsExactly("firing[warning a1]", "resolved[resolved a1]");
    }

    @Test
    void shouldMoveToAnotherGroupWhenWhatItIsGroupedByChanges() {
        PolicyWorld bySeverity = PolicyWorld.unlimited(PolicyWorld.grouped("slack", "severity"));
        bySeverity.begin("a1", Severity.WARNING);
        bySeverity.pass(Duration.ofSeconds(10));
        bySeverity.breach("a1", Severity.CRITICAL);
        bySeverity.pass(MINUTE);

        assertThat(bySeverity.received("slack"))
                .containsExactlyInAnyOrder("firing[warning a1]", "resolved[resolved a1]", "firing[critical a1]");
    }

    @Test
    void shouldSendThousandsOfAlertsWithoutLookingThroughTheHistoryForEach() {
        RateLimit none = RateLimit.of(Duration.ZERO, false, false);
        PolicyWorld many = new PolicyWorld(new NotificationSettings(
                none, 10_000, List.of(PolicyWorld.grouped("slack", "memory")), List.of(), Flapping.OFF));
        for (int i = 0; i < 10_000; i++) {
            many.begin("a" + i, Severity.WARNING);
        }
        long beganNanos = System.nanoTime();
        many.pass(Duration.ofSeconds(10));
        long tookNanos = System.nanoTime() - beganNanos;

        assertThat(many.received("slack")).hasSize(10_000);
        assertThat(many.policy.newest(null, 10_000)).allMatch(record -> record.heldBy() == null);
        assertThat(Duration.ofNanos(tookNanos)).isLessThan(Duration.ofSeconds(10));
    }
}
