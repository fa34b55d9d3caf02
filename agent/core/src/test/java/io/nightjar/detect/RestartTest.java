package io.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.notify.OpenCondition;
import io.nightjar.notify.PolicyMemory;
import io.nightjar.record.CallRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A condition that was open when its process died, in the next one, whose instance has another name. */
class RestartTest {
    private final FakeTime time = new FakeTime();
    private final TestSettings settings = new TestSettings();
    private final List<Notice> notices = new ArrayList<>();
    private List<MemoryReading> memory = List.of(heap(96));

    @Test
    void shouldGoOnWithTheSameConditionWhenItBeginsAgain() throws Exception {
        Detector before = detector("host:1");
        ticks(before, 2);
        Alert firing = notices.get(0).alert();
        before.acknowledge(firing.fingerprint(), "kim", null, null);
        PolicyMemory memory = before.remember();
        notices.clear();

        Detector after = detector("host:2");
        List<Notice> known = after.restore(memory);
        assertThat(known).extracting(Notice::kind).containsExactly(NoticeKind.NOTIFICATION, NoticeKind.CONDITION);
        ticks(after, 400);
        assertThat(notices).isEmpty();
        OpenCondition open = after.conditions().get(0);
        assertThat(open.fingerprint()).isEqualTo(firing.fingerprint());
        assertThat(open.startsAt()).isEqualTo(firing.startsAt());
        assertThat(open.acknowledged()).isNotNull();

        this.memory = List.of(heap(20));
        ticks(after, 62);
        assertThat(notices).extracting(notice -> notice.alert().status()).containsOnly(AlertStatus.RESOLVED);
        assertThat(notices).extracting(notice -> notice.alert().fingerprint()).containsOnly(firing.fingerprint());
        this.memory = List.of(heap(96));
        ticks(after, 300);
        assertThat(after.conditions().get(0).fingerprint())
                .as("a new condition has the name of its own process")
                .isNotEqualTo(firing.fingerprint());
    }

    @Test
    void shouldEndWhatDoesNotBeginAgainWithinTheQuietTime() {
        Detector before = detector("host:1");
        ticks(before, 2);
        PolicyMemory memory = before.remember();
        notices.clear();
        this.memory = List.of(heap(20));

        Detector after = detector("host:1");
        after.restore(memory);
        ticks(after, 58);
        assertThat(notices).isEmpty();
        ticks(after, 4);

        assertThat(notices).extracting(notice -> notice.alert().status()).containsOnly(AlertStatus.RESOLVED);
        assertThat(notices).hasSize(2);
    }

    @Test
    void shouldKeepTheAcknowledgementOverAnEndInGoodOrder() throws Exception {
        Detector before = detector("host:1");
        ticks(before, 2);
        before.acknowledge(before.conditions().get(0).fingerprint(), "kim", null, null);
        before.stop();
        PolicyMemory memory = before.remember();
        notices.clear();

        Detector after = detector("host:2");
        assertThat(after.restore(memory)).isEmpty();
        assertThat(after.conditions()).isEmpty();
        ticks(after, 30);

        assertThat(after.conditions().get(0).acknowledged()).isNotNull();
        assertThat(notices)
                .extracting(Notice::kind)
                .as("nobody is told at once of what somebody looks after")
                .doesNotContain(NoticeKind.NOTIFICATION);
    }

    @Test
    void shouldGoOnWithTheAcknowledgedOneWhenTwoProcessesLeftTheSameCondition() throws Exception {
        Detector first = detector("host:1");
        ticks(first, 2);
        String acknowledged = first.conditions().get(0).fingerprint();
        first.acknowledge(acknowledged, "kim", null, null);
        Detector second = detector("host:2");
        ticks(second, 2);
        List<PolicyMemory.OpenRecord> left = new ArrayList<>(first.remember().conditions());
        left.addAll(second.remember().conditions());

        Detector after = detector("host:3");
        after.restore(new PolicyMemory(left, List.of(), List.of(), List.of()));
        ticks(after, 400);

        assertThat(after.conditions()).hasSize(1);
        assertThat(after.conditions().get(0).fingerprint()).isEqualTo(acknowledged);
    }

    private void ticks(Detector detector, int seconds) {
        for (int second = 0; second < seconds; second++) {
            time.advance(Duration.ofSeconds(1));
            detector.tick();
        }
    }

    private static MemoryReading heap(double percent) {
        return new MemoryReading(MemoryKind.HEAP, null, null, percent, OptionalDouble.empty(), 0);
    }

    private Detector detector(String instance) {
        settings.instance = instance;
        return new Detector(
                CallRecorder.create(time, 2),
                settings.build(),
                time,
                time,
                () -> memory,
                (start, end) -> OptionalDouble.empty(),
                operation -> List.of(),
                notices::add);
    }
}
