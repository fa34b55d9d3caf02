package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy remembers in another process. */
class PolicyMemoryTest {
    private static final Flapping TWICE = new Flapping(2, Duration.ofMinutes(10));
    private static final Route[] ROUTES = {
        PolicyWorld.route("log"),
        PolicyWorld.after("boss", Duration.ofMinutes(10)),
        PolicyWorld.grouped("slack", "kind"),
        PolicyWorld.states("am")
    };

    private Duration limit = Duration.ofHours(1);

    private PolicyWorld world() {
        return new PolicyWorld(PolicyWorld.settings(limit, TWICE, List.of(), ROUTES));
    }

    /** The same policy after a crash, so much later: conditions that were open go on. */
    private PolicyWorld restarted(PolicyWorld before, Duration later) {
        PolicyWorld after = world();
        after.wall = before.wall.plus(later);
        after.nanos = 7;
        PolicyMemory memory = before.policy.remember(before.conditions.values(), before.nanos);
        after.policy.restore(memory, after.nanos);
        for (PolicyMemory.OpenRecord record : memory.conditions()) {
            if (record.isOver()) {
                continue;
            }
            PolicyWorld.Fake known = before.conditions.get(record.state().fingerprint());
            PolicyWorld.Fake goesOn =
                    after.new Fake(known.name, known.severity, after.policy.restored(record, after.nanos));
            goesOn.begun = true;
            after.conditions.put(known.name, goesOn);
        }
        return after;
    }

    @Test
    void shouldEndAtWhoGotTheBeginningInAnEarlierProcess() {
        PolicyWorld before = world();
        before.begin("a1", Severity.WARNING);
        before.pass(Duration.ofSeconds(10));
        assertThat(before.told("a1")).containsExactlyInAnyOrder("log", "slack", "am");

        PolicyWorld after = restarted(before, Duration.ofSeconds(5));
        after.live(Duration.ofMinutes(2));
        assertThat(after.notices).isEmpty();
        after.end("a1");
        after.pass(Duration.ofMinutes(1));

        assertThat(after.received("log")).containsExactly("resolved a1");
        assertThat(after.received("am")).containsExactly("resolved a1");
        assertThat(after.received("slack")).containsExactly("resolved[resolved a1]");
        assertThat(after.history()).containsExactly("warning a1", "resolved a1");
    }

    @Test
    void shouldKeepAcknowledgementsAndSilencesAndTheTimeOfEscalation() throws Exception {
        PolicyWorld before = world();
        before.begin("a1", Severity.WARNING);
        before.begin("b1", Severity.WARNING);
        before.requests.acknowledge(before.conditions.values(), "a1", "kim", "mine", null);
        Silence silence = before.requests.silence("label.kind=c", Duration.ofHours(1), "kim", null);
        before.live(Duration.ofMinutes(9));

        PolicyWorld after = restarted(before, Duration.ofSeconds(1));
        assertThat(after.requests.silences()).containsExactly(silence);
        assertThat(after.requests.list(after.conditions.values()).get(0).acknowledged())
                .isEqualTo(new Acknowledgement("kim", "mine", null));
        after.begin("c1", Severity.CRITICAL);
        after.live(Duration.ofSeconds(58));
        assertThat(after.received("boss")).isEmpty();
        after.live(Duration.ofMinutes(20));

        assertThat(after.received("boss")).containsExactly("warning b1");
        assertThat(after.history()).contains("critical c1 held by silence (" + silence.id() + ")");
    }

    @Test
    void shouldRememberWhatIsFlapping() {
        limit = Duration.ZERO;
        PolicyWorld before = world();
        for (int i = 0; i < 3; i++) {
            before.begin("a1", Severity.WARNING);
            before.end("a1");
        }
        assertThat(before.received("am")).hasSize(5);
        assertThat(before.received("log")).hasSize(5);

        PolicyWorld after = restarted(before, Duration.ofMinutes(1));
        after.begin("a1", Severity.WARNING);
        after.end("a1");
        assertThat(after.received("am")).isEmpty();
        after.pass(Duration.ofMinutes(9));
        assertThat(after.received("am")).isEmpty();
        after.pass(Duration.ofMinutes(1));

        assertThat(after.received("am")).containsExactly("resolved a1");
    }
}
