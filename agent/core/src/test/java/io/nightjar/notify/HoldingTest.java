package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What silences, acknowledgements and flapping hold back, and what the history says of it. */
class HoldingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Flapping TWICE = new Flapping(2, Duration.ofMinutes(10));

    private static PolicyWorld silenced(Duration limit, Silence... silences) {
        return new PolicyWorld(PolicyWorld.settings(
                limit,
                Flapping.OFF,
                List.of(silences),
                PolicyWorld.route("log"),
                PolicyWorld.route("hook"),
                PolicyWorld.states("am")));
    }

    @Test
    void shouldSendToTheLogAloneWhileItIsSilencedAndToAllOnceTheSilenceIsOver() {
        PolicyWorld world =
                silenced(MINUTE, PolicyWorld.silence("deploy", "severity=*", Duration.ZERO, Duration.ofMinutes(5)));

        world.begin("heap", Severity.WARNING);
        world.live(Duration.ofMinutes(4));
        assertThat(world.notices).extracting("kind").containsExactly(NoticeKind.SILENCED);
        assertThat(world.received("hook")).isEmpty();
        assertThat(world.history()).containsExactly("warning heap held by silence (deploy)");
        world.live(MINUTE);
        assertThat(world.received("hook")).containsExactly("warning heap");
        assertThat(world.received("am")).containsExactly("warning heap");
        world.end("heap");

        assertThat(world.received("hook")).containsExactly("warning heap", "resolved heap");
        assertThat(world.history())
                .containsExactly("warning heap held by silence (deploy)", "warning heap", "resolved heap");
    }

    @Test
    void shouldSendTheEndUnderASilenceToWhoGotTheBeginning() {
        PolicyWorld world = silenced(
                Duration.ZERO, PolicyWorld.silence("later", "severity=*", Duration.ofMinutes(1), Duration.ofHours(1)));

        world.begin("before", Severity.WARNING);
        world.pass(MINUTE);
        world.begin("during", Severity.CRITICAL);
        world.end("before");
        world.end("during");

        assertThat(world.received("hook")).containsExactly("warning before", "resolved before");
        assertThat(world.received("am")).containsExactly("warning before", "resolved before");
        assertThat(world.history())
                .containsExactly(
                        "warning before",
                        "critical during held by silence (later)",
                        "resolved before",
                        "resolved during held by silence (later)");
    }

    @Test
    void shouldSilenceOnRequestForATimeAndNoLonger() throws Exception {
        PolicyWorld world = silenced(Duration.ZERO);
        Silence silence = world.requests.silence("label.kind=h", Duration.ofHours(1), "kim", "restart");

        world.begin("heap", Severity.WARNING);
        world.begin("gpu", Severity.WARNING);
        assertThat(world.received("hook")).containsExactly("warning gpu");
        assertThat(world.requests.list(world.conditions.values()).get(0).silencedBy())
                .isEqualTo(silence.id());
        world.requests.unsilence(silence.id());
        world.pass(Duration.ofSeconds(1));

        assertThat(world.received("hook")).containsExactly("warning gpu", "warning heap");
        assertThat(world.requests.silences()).isEmpty();
        assertThatThrownBy(() -> world.requests.unsilence(silence.id()))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining(silence.id());
        assertThatThrownBy(() -> world.requests.silence("severty=error", MINUTE, null, null))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("character 1");
    }

    @Test
    void shouldNeitherRemindNorEscalateWhileItIsAcknowledged() throws Exception {
        PolicyWorld world = new PolicyWorld(PolicyWorld.settings(
                MINUTE,
                Flapping.OFF,
                List.of(),
                PolicyWorld.route("log"),
                PolicyWorld.route("pagerduty"),
                PolicyWorld.after("boss", Duration.ofMinutes(10))));

        world.begin("heap", Severity.WARNING);
        world.requests.acknowledge(world.conditions.values(), "he", "kim", "looking", null);
        world.live(Duration.ofMinutes(30));
        assertThat(world.received("pagerduty")).containsExactly("warning heap", "ack heap");
        assertThat(world.received("boss")).isEmpty();
        assertThat(world.history()).containsExactly("warning heap", "warning heap held by acknowledgement");

        world.requests.unacknowledge(world.conditions.values(), "heap", world.nanos);
        world.live(Duration.ofMinutes(9).plusSeconds(59));
        assertThat(world.received("boss")).isEmpty();
        world.live(Duration.ofSeconds(1));
        assertThat(world.received("boss")).containsExactly("warning heap");
        assertThat(world.received("pagerduty")).hasSize(2 + 10);
    }

    @Test
    void shouldEndAnAcknowledgementWhenItBecomesWorseOrItsTimeIsOver() throws Exception {
        PolicyWorld world = PolicyWorld.unlimited(PolicyWorld.route("hook"));

        world.begin("heap", Severity.WARNING);
        world.requests.acknowledge(world.conditions.values(), "heap", null, null, null);
        world.breach("heap", Severity.WARNING);
        world.breach("heap", Severity.CRITICAL);
        assertThat(world.received("hook")).containsExactly("warning heap", "ack heap", "critical heap");
        assertThat(world.requests.list(world.conditions.values()).get(0).acknowledged())
                .isNull();

        world.requests.acknowledge(world.conditions.values(), "heap", null, null, Duration.ofHours(2));
        world.pass(Duration.ofHours(2).minusSeconds(1));
        world.breach("heap", Severity.CRITICAL);
        assertThat(world.received("hook")).hasSize(4);
        world.pass(Duration.ofSeconds(1));
        world.breach("heap", Severity.CRITICAL);

        assertThat(world.received("hook")).last().isEqualTo("critical heap");
        assertThat(world.received("hook")).hasSize(5);
    }

    @Test
    void shouldRefuseInWordsWhatCannotBeAcknowledged() {
        PolicyWorld world = PolicyWorld.unlimited(PolicyWorld.route("hook"));
        world.begin("heap-old-generation", Severity.WARNING);
        world.end("heap-old-generation");
        world.begin("direct-a", Severity.WARNING);
        world.begin("direct-b", Severity.WARNING);

        assertThat(refusal(world, "heap")).contains("is over").contains("heap-old-generation is full");
        assertThat(refusal(world, "direct")).contains("2 conditions").contains("direct-a, direct-b");
        assertThat(refusal(world, "nothing")).isEqualTo("no condition has a fingerprint that begins with nothing");
        assertThat(refusal(world, "")).contains("is needed");
        assertThatThrownBy(() -> world.requests.unacknowledge(world.conditions.values(), "direct-a", 0))
                .hasMessageContaining("not acknowledged");
    }

    private static String refusal(PolicyWorld world, String prefix) {
        try {
            world.requests.acknowledge(world.conditions.values(), prefix, null, null, null);
            return "taken";
        } catch (RequestRefusedException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static PolicyWorld flapping() {
        return new PolicyWorld(PolicyWorld.settings(
                Duration.ZERO, TWICE, List.of(), PolicyWorld.route("hook"), PolicyWorld.states("am")));
    }

    @Test
    void shouldSendOnceAsFlappingAndThenHoldUntilItHasBeenQuiet() {
        PolicyWorld world = flapping();
        for (int i = 0; i < 6; i++) {
            world.begin("heap", Severity.WARNING);
            world.pass(Duration.ofSeconds(20));
            world.end("heap");
            world.pass(Duration.ofSeconds(20));
        }

        assertThat(world.received("hook"))
                .containsExactly("warning heap", "resolved heap", "warning heap", "resolved heap", "warning heap");
        assertThat(world.notices.get(world.notices.size() - 1).alert().metadata())
                .containsEntry("flapping", true);
        assertThat(world.received("am")).isEqualTo(world.received("hook"));
        assertThat(world.history()).last().isEqualTo("warning heap held by flapping");
        world.pass(Duration.ofMinutes(9));
        assertThat(world.received("hook")).hasSize(5);
        world.pass(MINUTE);
        assertThat(world.received("hook")).hasSize(6).last().isEqualTo("resolved heap");
        assertThat(world.received("am")).isEqualTo(world.received("hook"));

        world.begin("heap", Severity.WARNING);
        assertThat(world.received("hook")).hasSize(7);
    }

    @Test
    void shouldGoOnAsAnyOtherWhenItFiresOnceItHasCalmedDown() {
        PolicyWorld world = flapping();
        for (int i = 0; i < 4; i++) {
            world.begin("heap", Severity.WARNING);
            world.end("heap");
        }
        world.begin("heap", Severity.WARNING);
        world.breach("heap", Severity.CRITICAL);
        assertThat(world.received("hook")).hasSize(6).last().isEqualTo("critical heap");
        world.pass(Duration.ofMinutes(10));
        assertThat(world.received("hook")).hasSize(6);
        world.end("heap");

        assertThat(world.received("hook")).hasSize(7).last().isEqualTo("resolved heap");
    }

    @Test
    void shouldCountEachAlertThatIsDueOnce() throws Exception {
        PolicyWorld world =
                silenced(MINUTE, PolicyWorld.silence("s", "label.kind=s", Duration.ZERO, Duration.ofHours(1)));
        world.begin("heap", Severity.WARNING);
        world.begin("gpu", Severity.WARNING);
        world.begin("silent", Severity.WARNING);
        world.requests.acknowledge(world.conditions.values(), "heap", null, null, null);
        world.breach("heap", Severity.WARNING);

        assertThat(world.policy.counts()).isEqualTo(new PolicyCounts(4, 1, 2, 1));
    }
}
