package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationPolicyTest {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final RateLimit MINUTE = RateLimit.of(Duration.ofMinutes(1), false, false);

    private final List<Alert> notifications = new ArrayList<>();
    private final List<Alert> states = new ArrayList<>();
    private Instant wall = Instant.parse("2026-11-22T14:03:11.482Z");
    private boolean outOfMemory;
    private NotificationPolicy policy = policy(MINUTE);

    @Test
    void shouldSendTheFirstAndCountTheNextWhenTheLimitIsClosed() {
        FakeCondition first = new FakeCondition("heap", Severity.WARNING);
        FakeCondition second = new FakeCondition("gpu", Severity.CRITICAL);

        policy.alertDue(first, 0, true);
        policy.alertDue(second, MINUTE_NANOS - 1, true);
        assertThat(notifications).extracting(Alert::fingerprint).containsExactly("heap");
        assertThat(states).extracting(Alert::fingerprint).containsExactly("heap", "gpu");

        policy.alertDue(first, MINUTE_NANOS, false);
        assertThat(notifications).hasSize(2);
        assertThat(notifications.get(1).metadata())
                .containsEntry("suppressed", 1L)
                .containsEntry("suppressed_worst", "critical");
        assertThat(states).hasSize(2);
        assertThat(history()).isEqualTo(notifications);
    }

    @Test
    void shouldLetTheWorsePassWhenEscalationDoes() {
        policy = policy(new RateLimit(MINUTE_NANOS, true, false));
        FakeCondition condition = new FakeCondition("heap", Severity.WARNING);

        policy.alertDue(condition, 0, true);
        condition.severity = Severity.ERROR;
        assertThat(policy.holdsBack(condition, Severity.WARNING, 1)).isTrue();
        policy.alertDue(condition, 1, true);

        assertThat(notifications).extracting(Alert::severity).containsExactly(Severity.WARNING, Severity.ERROR);
        assertThat(notifications.get(1).metadata()).containsEntry("suppressed", 1L);
    }

    @Test
    void shouldLimitEachOperationForItselfWhenAsked() {
        policy = policy(new RateLimit(MINUTE_NANOS, false, true));

        policy.alertDue(new FakeCondition("chat", Severity.WARNING), 0, true);
        policy.alertDue(new FakeCondition("embed", Severity.WARNING), 1, true);
        policy.alertDue(new FakeCondition("chat", Severity.WARNING), 2, true);

        assertThat(notifications).extracting(Alert::fingerprint).containsExactly("chat", "embed");
        assertThat(policy.sent("chat")).isEqualTo(1);
    }

    @Test
    void shouldRemindOfWhatNobodyWasNotifiedOfFirstWhenTheLimitReopens() {
        FakeCondition notified = new FakeCondition("heap", Severity.CRITICAL);
        FakeCondition mild = new FakeCondition("host", Severity.WARNING);
        FakeCondition bad = new FakeCondition("gpu", Severity.ERROR);
        policy.alertDue(notified, 0, true);
        policy.alertDue(mild, 1, true);
        policy.alertDue(bad, 1, true);

        for (int minute = 1; minute <= 4; minute++) {
            policy.remind(new ArrayList<>(List.of(notified, mild, bad)), minute * MINUTE_NANOS);
            policy.remind(new ArrayList<>(List.of(notified, mild, bad)), minute * MINUTE_NANOS + 1);
        }

        assertThat(notifications).extracting(Alert::fingerprint).containsExactly("heap", "gpu", "host", "heap", "heap");
        assertThat(states).hasSize(3);
        assertThat(policy(new RateLimit(0, false, false)).reminds()).isFalse();
    }

    @Test
    void shouldNotifyOfTheEndOnlyWhenItNotifiedOfTheBeginning() {
        FakeCondition sent = new FakeCondition("heap", Severity.WARNING);
        FakeCondition heldBack = new FakeCondition("gpu", Severity.WARNING);
        policy.alertDue(sent, 0, true);
        policy.alertDue(heldBack, 1, true);

        policy.resolved(heldBack, 2, null);
        policy.resolved(sent, 2, "exit");

        assertThat(notifications).extracting(Alert::status).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
        assertThat(notifications.get(1).metadata())
                .containsEntry("reason", "exit")
                .containsEntry("suppressed", 0L);
        assertThat(states).extracting(Alert::fingerprint).containsExactly("heap", "gpu", "gpu", "heap");
    }

    @Test
    void shouldLeaveTheLimitOpenAndTheCountWhenThereIsNoMemoryForTheAlert() {
        FakeCondition condition = new FakeCondition("heap", Severity.WARNING);
        policy.suppressed(AlertType.MEMORY, "heap", 3);
        outOfMemory = true;
        assertThatThrownBy(() -> policy.alertDue(condition, 7, true)).isInstanceOf(OutOfMemoryError.class);
        outOfMemory = false;
        policy.alertDue(condition, 8, true);

        assertThat(notifications).hasSize(1);
        assertThat(notifications.get(0).metadata()).containsEntry("suppressed", 3L);
        assertThat(states).hasSize(1);
    }

    @Test
    void shouldKeepTheNewestAlertsAndTheCountWhenSettingsAreReplaced() {
        FakeCondition condition = new FakeCondition("heap", Severity.WARNING);
        policy.alertDue(condition, 0, true);
        policy.alertDue(condition, 1, false);

        policy.replaceSettings(settings(new RateLimit(10, false, false), 1), List.of(), 1);
        assertThat(history()).isEqualTo(notifications);
        policy.alertDue(condition, 11, false);

        assertThat(notifications.get(1).metadata()).containsEntry("suppressed", 1L);
        assertThat(history()).containsExactly(notifications.get(1));
    }

    private NotificationPolicy policy(RateLimit limit) {
        return new NotificationPolicy(settings(limit, 100), this::wallTime, breach -> breach, notice -> {
            (notice.kind() == NoticeKind.CONDITION ? states : notifications).add(notice.alert());
        });
    }

    private static NotificationSettings settings(RateLimit limit, int historySize) {
        return new NotificationSettings(
                limit,
                historySize,
                List.of(
                        Route.everything(Route.LOG, NoticeKind.NOTIFICATION),
                        Route.everything("states", NoticeKind.CONDITION)),
                List.of(),
                Flapping.OFF);
    }

    private List<Alert> history() {
        List<Alert> alerts = new ArrayList<>();
        policy.newest(null, 10).forEach(record -> alerts.add(record.alert()));
        return alerts;
    }

    private Instant wallTime() {
        if (outOfMemory) {
            throw new OutOfMemoryError("made by a test");
        }
        wall = wall.plusMillis(1);
        return wall;
    }

    /** A condition whose name is its operation and its fingerprint. */
    private static final class FakeCondition implements NotifiableCondition {
        private final String name;
        private final ConditionNotices notices = new ConditionNotices();
        private Severity severity;

        FakeCondition(String name, Severity severity) {
            this.name = name;
            this.severity = severity;
        }

        @Override
        public boolean fires() {
            return true;
        }

        @Override
        public Breach breach() {
            return new Breach(AlertType.MEMORY, severity, name, name + " is full", Map.of(), Map.of("operation", name));
        }

        @Override
        public Severity severity() {
            return severity;
        }

        @Override
        public String fingerprint() {
            return name;
        }

        @Override
        public Map<String, String> labels() {
            return Map.of("memory", name);
        }

        @Override
        public Instant startsAt() {
            return Instant.EPOCH;
        }

        @Override
        public long firstBreachNanos() {
            return 0;
        }

        @Override
        public ConditionNotices notices() {
            return notices;
        }
    }
}
