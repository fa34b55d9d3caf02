package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What silences, acknowledgements and flapping hold back in groups. */
class HeldGroupsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration GROUP_WAIT = Duration.ofSeconds(10);

    @Test
    void shouldNotRemindOfAGroupWhenAllItsMembersAreSilenced() throws Exception {
        PolicyWorld world = new PolicyWorld(
                PolicyWorld.settings(MINUTE, Flapping.OFF, List.of(), PolicyWorld.grouped("team", "kind")));
        world.begin("heap", Severity.WARNING);
        world.live(GROUP_WAIT);
        world.requests.silence("severity>=warning", Duration.ofMinutes(10), null, null);
        world.live(Duration.ofMinutes(9));

        assertThat(world.received("team")).containsExactly("firing[warning heap]");
        world.live(Duration.ofMinutes(3));
        assertThat(world.received("team").size()).isGreaterThan(1);
    }

    @Test
    void shouldHoldBackWhatIsSilencedWhileItWaitsInAGroupUntilTheSilenceIsOver() throws Exception {
        PolicyWorld world = PolicyWorld.unlimited(PolicyWorld.grouped("team", "kind"));
        world.begin("h1", Severity.WARNING);
        world.begin("h2", Severity.WARNING);
        world.requests.silence("label.memory=h1", Duration.ofMinutes(5), null, null);
        world.live(Duration.ofMinutes(4));
        assertThat(world.received("team")).containsExactly("firing[warning h2]");
        world.live(Duration.ofMinutes(3));
        assertThat(world.received("team")).containsExactly("firing[warning h2]", "firing[warning h1, warning h2]");
        world.end("h1");
        world.end("h2");
        world.live(Duration.ofMinutes(3));

        assertThat(world.received("team")).hasSize(3).last().isEqualTo("resolved[resolved h1, resolved h2]");
    }

    @Test
    void shouldSayNothingOfWhatIsOverBeforeItsSilenceIsWhenItWaitedInAGroup() throws Exception {
        PolicyWorld world = PolicyWorld.unlimited(PolicyWorld.grouped("team", "kind"));
        world.begin("heap", Severity.WARNING);
        world.requests.silence("severity>=warning", Duration.ofMinutes(5), null, null);
        world.live(Duration.ofMinutes(4));
        world.end("heap");
        world.live(Duration.ofMinutes(4));

        assertThat(world.received("team")).isEmpty();
    }

    @Test
    void shouldRemindOfAGroupAgainWhenTheTimeOfItsAcknowledgementIsOver() throws Exception {
        Grouping grouping = new Grouping(List.of("kind"), GROUP_WAIT, MINUTE);
        PolicyWorld world =
                PolicyWorld.unlimited(PolicyWorld.with(PolicyWorld.route("team"), "", Duration.ZERO, MINUTE, grouping));
        world.begin("heap", Severity.WARNING);
        world.live(GROUP_WAIT);
        world.requests.acknowledge(world.conditions.values(), "heap", "kim", null, Duration.ofMinutes(3));
        world.live(Duration.ofSeconds(170));
        assertThat(world.received("team")).containsExactly("firing[warning heap]", "ack heap");
        world.live(MINUTE);

        assertThat(world.received("team")).hasSize(3).last().isEqualTo("firing[warning heap]");
        assertThat(world.requests.list(world.conditions.values()).get(0).acknowledged())
                .isNull();
    }

    @Test
    void shouldAcknowledgeAGroupOnceItIsSentWhenItsMemberWasAcknowledgedBefore() throws Exception {
        PolicyWorld world = PolicyWorld.unlimited(PolicyWorld.grouped("team", "kind"));
        world.begin("heap", Severity.WARNING);
        world.requests.acknowledge(world.conditions.values(), "heap", "kim", null, null);
        world.live(Duration.ofMinutes(5));

        assertThat(world.received("team")).containsExactly("firing[warning heap]", "ack heap");
    }

    @Test
    void shouldAcknowledgeAGroupAgainWhenTheAcknowledgementWasGivenBack() throws Exception {
        PolicyWorld world = PolicyWorld.unlimited(PolicyWorld.grouped("team", "kind"));
        world.begin("heap", Severity.WARNING);
        world.live(GROUP_WAIT);
        world.requests.acknowledge(world.conditions.values(), "heap", "kim", null, null);
        world.requests.unacknowledge(world.conditions.values(), "heap", world.nanos);
        world.requests.acknowledge(world.conditions.values(), "heap", "lee", null, null);

        assertThat(world.received("team")).containsExactly("firing[warning heap]", "ack heap", "ack heap");
    }

    @Test
    void shouldNotRemindOfAGroupWhenItsMemberIsFlapping() {
        PolicyWorld world = new PolicyWorld(PolicyWorld.settings(
                MINUTE, new Flapping(1, Duration.ofMinutes(10)), List.of(), PolicyWorld.grouped("team", "kind")));
        world.begin("heap", Severity.WARNING);
        world.end("heap");
        world.live(MINUTE);
        world.begin("heap", Severity.WARNING);
        world.live(Duration.ofMinutes(8));

        assertThat(world.received("team")).containsExactly("firing[warning heap]");
    }

    @Test
    void shouldEndWhatIsOverButForItsFlappingWhenThePolicyIsClosed() {
        PolicyWorld world = new PolicyWorld(
                PolicyWorld.settings(Duration.ZERO, new Flapping(1, MINUTE), List.of(), PolicyWorld.route("team")));
        world.begin("heap", Severity.WARNING);
        world.end("heap");
        world.begin("heap", Severity.WARNING);
        world.end("heap");
        world.policy.close(world.nanos, "exit");

        assertThat(world.received("team"))
                .containsExactly("warning heap", "resolved heap", "warning heap", "resolved heap");
        assertThat(world.policy.remember(List.of(), world.nanos).beginnings())
                .allSatisfy(beginnings -> assertThat(beginnings.flapping())
                        .as("to be ended once more")
                        .isNull());
    }
}
