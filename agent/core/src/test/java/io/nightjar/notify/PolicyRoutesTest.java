package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which destination gets which alert, and when. */
class PolicyRoutesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void shouldSendWhatTheMatcherMeansAndItsEndWhateverItsSeverityIsThen() {
        PolicyWorld world =
                PolicyWorld.unlimited(PolicyWorld.route("every"), PolicyWorld.route("oncall", "severity>=error"));

        world.begin("mild", Severity.WARNING);
        world.begin("grows", Severity.WARNING);
        world.breach("grows", Severity.ERROR);
        world.end("mild");
        world.end("grows");

        assertThat(world.received("every"))
                .containsExactly("warning mild", "warning grows", "error grows", "resolved mild", "resolved grows");
        assertThat(world.received("oncall")).containsExactly("error grows", "resolved grows");
    }

    @Test
    void shouldSendNoEndsWhenADestinationWantsNone() {
        PolicyWorld world = PolicyWorld.unlimited(
                new Route("begins", NoticeKind.NOTIFICATION, AlertMatcher.ALL, false, Duration.ZERO, null, null));

        world.begin("heap", Severity.WARNING);
        world.end("heap");

        assertThat(world.received("begins")).containsExactly("warning heap");
    }

    @Test
    void shouldEndAStateWhenItsMatcherDoesNotMeanItAnyMore() {
        PolicyWorld world = PolicyWorld.unlimited(
                PolicyWorld.with(PolicyWorld.states("am"), "severity>=error", Duration.ZERO, null, null));

        PolicyWorld.Fake condition = world.begin("heap", Severity.WARNING);
        world.breach("heap", Severity.ERROR);
        condition.severity = Severity.WARNING;
        world.policy.stateChanged(condition, world.nanos);
        world.end("heap");

        assertThat(world.received("am")).containsExactly("error heap", "resolved heap");
    }

    @Test
    void shouldSendToWhomTheSeverityNowMeansWhenNoAlertIsDue() {
        PolicyWorld world =
                PolicyWorld.unlimited(PolicyWorld.route("log"), PolicyWorld.route("oncall", "severity>=error"));

        PolicyWorld.Fake condition = world.begin("throughput", Severity.WARNING);
        condition.severity = Severity.ERROR;
        world.policy.stateChanged(condition, world.nanos);
        world.end("throughput");

        assertThat(world.received("log")).containsExactly("warning throughput", "resolved throughput");
        assertThat(world.received("oncall")).containsExactly("error throughput", "resolved throughput");
    }

    @Test
    void shouldRemindEachDestinationAfterItsOwnTime() {
        PolicyWorld world = new PolicyWorld(PolicyWorld.settings(
                MINUTE,
                Flapping.OFF,
                List.of(),
                PolicyWorld.route("log"),
                PolicyWorld.with(PolicyWorld.route("hourly"), "", Duration.ZERO, Duration.ofMinutes(3), null)));

        world.begin("heap", Severity.WARNING);
        world.live(Duration.ofMinutes(7).plusSeconds(1));

        assertThat(world.received("log")).hasSize(8);
        assertThat(world.received("hourly")).hasSize(3);
    }

    @Test
    void shouldRemindOnlyThoseWithATimeOfTheirOwnWhenThereIsNoLimit() {
        PolicyWorld world = PolicyWorld.unlimited(
                PolicyWorld.route("log"),
                PolicyWorld.with(PolicyWorld.route("slow"), "", Duration.ZERO, Duration.ofMinutes(3), null));

        world.begin("heap", Severity.WARNING);
        world.live(Duration.ofMinutes(7));

        assertThat(world.received("log")).hasSize(1);
        assertThat(world.received("slow")).hasSize(3);
        assertThat(world.policy.counts().sent()).isEqualTo(3);
    }

    @Test
    void shouldEscalateOnceItHasFiredSoLongAndNotWhenItIsOverBefore() {
        PolicyWorld world =
                PolicyWorld.unlimited(PolicyWorld.route("log"), PolicyWorld.after("oncall", Duration.ofMinutes(10)));

        world.begin("short", Severity.ERROR);
        world.begin("long", Severity.ERROR);
        world.pass(Duration.ofMinutes(9));
        world.end("short");
        world.live(Duration.ofSeconds(59));
        assertThat(world.received("oncall")).isEmpty();
        world.live(Duration.ofSeconds(1));
        assertThat(world.received("oncall")).containsExactly("error long");
        world.live(Duration.ofMinutes(30));
        world.end("long");

        assertThat(world.received("oncall")).containsExactly("error long", "resolved long");
    }

    @Test
    void shouldEscalateWhateverTheOthersLimitSaysAndOnePerLimitForItself() {
        PolicyWorld world = new PolicyWorld(PolicyWorld.settings(
                MINUTE,
                Flapping.OFF,
                List.of(),
                PolicyWorld.route("log"),
                PolicyWorld.after("oncall", Duration.ofSeconds(90))));

        world.begin("a", Severity.ERROR);
        world.begin("b", Severity.ERROR);
        world.live(Duration.ofSeconds(91));
        assertThat(world.received("oncall")).hasSize(1);
        world.live(Duration.ofSeconds(60));

        assertThat(world.received("oncall")).contains("error a", "error b");
    }

    @Test
    void shouldTellANewKeeperOfStatesWhatFiresWhenTheSettingsChange() {
        PolicyWorld world = PolicyWorld.unlimited(PolicyWorld.route("log"));
        world.begin("heap", Severity.WARNING);

        world.policy.replaceSettings(
                PolicyWorld.settings(
                        Duration.ZERO,
                        Flapping.OFF,
                        List.of(),
                        PolicyWorld.route("log"),
                        PolicyWorld.states("am"),
                        PolicyWorld.route("hook")),
                world.conditions.values(),
                world.nanos);
        world.end("heap");

        assertThat(world.received("am")).containsExactly("warning heap", "resolved heap");
        assertThat(world.received("hook")).isEmpty();
        assertThat(world.received("log")).containsExactly("warning heap", "resolved heap");
    }
}
