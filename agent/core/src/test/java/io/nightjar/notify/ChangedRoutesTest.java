package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Destinations whose alerts are grouped otherwise while something fires: every incident has its own end. */
class ChangedRoutesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Route SINGLE = PolicyWorld.route("team");
    private static final Route GROUPED = PolicyWorld.grouped("team", "kind");
    private static final Route GROUPED_OTHERWISE = PolicyWorld.grouped("team", "memory");

    private final PolicyWorld world = new PolicyWorld(settings(GROUPED));

    private static NotificationSettings settings(Route route) {
        return PolicyWorld.settings(Duration.ZERO, new Flapping(1, MINUTE), List.of(), route);
    }

    private void follow(Route route) {
        world.policy.replaceSettings(settings(route), world.conditions.values(), world.nanos);
    }

    /** Which incidents a receiver that keeps them, such as PagerDuty, has left open. */
    private List<String> open() {
        List<String> open = new ArrayList<>();
        for (Notice notice : world.notices) {
            open.remove(notice.alert().fingerprint());
            if (notice.alert().endsAt() == null && notice.kind() == NoticeKind.NOTIFICATION) {
                open.add(notice.alert().fingerprint());
            }
        }
        return open;
    }

    @Test
    void shouldSendWhatWaitedInAGroupWhenItIsGroupedOtherwise() {
        world.begin("heap", Severity.WARNING);
        follow(GROUPED_OTHERWISE);
        world.live(MINUTE);

        assertThat(world.received("team")).containsExactly("firing[warning heap]");
    }

    @Test
    void shouldGoOnWithAGroupWhenOnlyItsTimesChange() {
        world.begin("heap", Severity.WARNING);
        world.live(Duration.ofSeconds(20));
        world.begin("hall", Severity.WARNING);
        Grouping slow = new Grouping(List.of("kind"), MINUTE, Duration.ofMinutes(2));
        follow(PolicyWorld.with(SINGLE, "", Duration.ZERO, null, slow));
        world.live(Duration.ofMinutes(2));

        assertThat(world.received("team"))
                .containsExactly("firing[warning heap]", "firing[warning heap, warning hall]");
    }

    @Test
    void shouldEndTheGroupAndBeginAnewWhenItIsGroupedOtherwise() {
        assertEachEnds(GROUPED, GROUPED_OTHERWISE, "firing[warning heap]", "resolved[resolved heap]");
    }

    @Test
    void shouldEndTheGroupAndBeginAnewWhenItIsNotGroupedAnyMore() {
        assertEachEnds(GROUPED, SINGLE, "warning heap", "resolved heap");
    }

    @Test
    void shouldEndTheAlertAndBeginAnewWhenItIsGroupedFromNowOn() {
        follow(SINGLE);

        assertEachEnds(SINGLE, GROUPED, "firing[warning heap]", "resolved[resolved heap]");
    }

    private void assertEachEnds(Route before, Route after, String begins, String ends) {
        world.begin("heap", Severity.WARNING);
        world.live(MINUTE);
        assertThat(open()).hasSize(1);
        List<String> first = open();
        follow(after);
        world.live(MINUTE);
        assertThat(open()).hasSize(1).isNotEqualTo(first);
        world.end("heap");
        world.live(MINUTE);

        assertThat(world.received("team")).as("%s, then %s", before, after).hasSize(4);
        assertThat(world.received("team").subList(2, 4)).containsExactly(begins, ends);
        assertThat(open()).isEmpty();
    }

    @Test
    void shouldAcknowledgeTheNewIncidentWhenTheOldOneWasAcknowledged() throws Exception {
        world.begin("heap", Severity.WARNING);
        world.live(MINUTE);
        world.requests.acknowledge(world.conditions.values(), "heap", "kim", null, null);
        follow(SINGLE);

        assertThat(world.received("team"))
                .containsExactly(
                        "firing[warning heap]", "ack heap", "resolved[resolved heap]", "warning heap", "ack heap");
    }

    @Test
    void shouldNotBeginAnewWhileItIsSilenced() throws Exception {
        world.begin("heap", Severity.WARNING);
        world.live(MINUTE);
        world.requests.silence("severity>=warning", MINUTE, null, null);
        follow(SINGLE);
        world.live(Duration.ofSeconds(50));
        assertThat(world.received("team")).containsExactly("firing[warning heap]", "resolved[resolved heap]");
        world.live(MINUTE);

        assertThat(world.received("team")).hasSize(3).last().isEqualTo("warning heap");
    }

    @Test
    void shouldEndWhatIsOverButForItsFlappingWhenItIsGroupedOtherwise() {
        world.begin("heap", Severity.WARNING);
        world.end("heap");
        world.begin("heap", Severity.WARNING);
        world.live(Duration.ofSeconds(15));
        world.end("heap");
        follow(GROUPED_OTHERWISE);
        world.live(Duration.ofMinutes(5));

        assertThat(world.received("team")).containsExactly("firing[warning heap]", "resolved[resolved heap]");
        assertThat(open()).isEmpty();
    }
}
