package io.nightjar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random breaches, ends, acknowledgements, silences, jumps of the wall clock, changed settings and restarts, against a reference
 * that only looks at what was asked for and what was sent.
 */
class NotificationPolicyPropertyTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 300;
    private static final List<String> NAMES = List.of("a1", "a2", "b1", "b2", "c1");
    private static final Duration ESCALATION = Duration.ofMinutes(5);

    private Random random;
    private Duration limit;
    private Flapping flapping;
    private PolicyWorld world;
    private long dueAlerts;
    private long seed;
    /** Of each condition and destination the firing notices without an end. */
    private final Map<String, Integer> open = new HashMap<>();
    /** When each condition is acknowledged: what was known of it. */
    private final Set<String> acknowledged = new HashSet<>();
    /** Since when each condition fires without acknowledgement, on the monotonic clock. */
    private final Map<String, Long> unacknowledgedSince = new HashMap<>();
    /** Conditions that began and are not over, with the worst that was due. */
    private final Map<String, Severity> firing = new LinkedHashMap<>();

    /** What was done, for whoever looks into a failure. */
    private final List<String> trace = new ArrayList<>();

    private int seen;

    @Test
    void shouldKeepItsPromisesWhateverHappens() {
        for (seed = 1; seed <= SEEDS; seed++) {
            try {
                run();
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("seed " + seed + ": " + String.join("; ", trace), failed);
            }
        }
    }

    private void run() {
        random = new Random(seed);
        limit = random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(30);
        flapping = random.nextInt(3) == 0 ? new Flapping(2, Duration.ofMinutes(3)) : Flapping.OFF;
        world = new PolicyWorld(settings());
        dueAlerts = 0;
        open.clear();
        acknowledged.clear();
        unacknowledgedSince.clear();
        firing.clear();
        seen = 0;
        trace.clear();
        for (int step = 0; step < STEPS; step++) {
            step();
            checkNotices();
            checkCounts();
        }
        for (String name : List.copyOf(world.conditions.keySet())) {
            end(name);
        }
        for (int minute = 0; minute < 10; minute++) {
            world.pass(Duration.ofMinutes(1));
        }
        checkNotices();
        assertThat(open.values()).as("every beginning has its end: " + open).allMatch(count -> count == 0);
    }

    private NotificationSettings settings() {
        return PolicyWorld.settings(
                limit,
                flapping,
                List.of(PolicyWorld.silence("nightly", "label.kind=b", Duration.ofMinutes(4), Duration.ofMinutes(9))),
                PolicyWorld.route("log"),
                PolicyWorld.route("severe", "severity>=error"),
                PolicyWorld.after("boss", ESCALATION),
                PolicyWorld.grouped("slack", "kind"),
                PolicyWorld.with(PolicyWorld.route("rare"), "", Duration.ZERO, Duration.ofMinutes(2), null),
                PolicyWorld.states("am"));
    }

    private void step() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        boolean fires = world.conditions.containsKey(name);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> breach(name, fires);
            case 3 -> {
                if (fires) {
                    end(name);
                }
            }
            case 4 -> {
                if (flapping.most() == 0) { // what is flapping keeps its acknowledgement from one beginning to the next
                    acknowledge(name, fires);
                }
            }
            case 5 -> silenceOrNot();
            case 6 -> jump();
            case 7 -> restart();
            case 8 -> world.policy.replaceSettings(settings(), world.conditions.values(), world.nanos);
            default -> live(Duration.ofSeconds(1 + random.nextInt(40)));
        }
    }

    private void breach(String name, boolean fires) {
        Severity severity = Severity.values()[random.nextInt(3)];
        dueAlerts++;
        trace.add(world.nanos / 1_000_000_000 + " breach " + name + ' ' + severity);
        if (!fires) {
            firing.put(name, severity);
            unacknowledgedSince.put(name, world.nanos);
            world.begin(name, severity);
            return;
        }
        Severity before = world.conditions.get(name).severity;
        if (severity.compareTo(before) > 0) {
            endAcknowledgement(name);
        }
        firing.merge(name, severity, (left, right) -> left.compareTo(right) >= 0 ? left : right);
        world.breach(name, severity.compareTo(before) > 0 ? severity : before);
    }

    private void endAcknowledgement(String name) {
        if (acknowledged.remove(name)) {
            unacknowledgedSince.put(name, world.nanos);
        }
    }

    private void end(String name) {
        trace.add(world.nanos / 1_000_000_000 + " end " + name);
        world.end(name);
        firing.remove(name);
        acknowledged.remove(name);
    }

    private void acknowledge(String name, boolean fires) {
        try {
            trace.add(world.nanos / 1_000_000_000 + " acknowledge or not " + name);
            if (random.nextInt(3) == 0) {
                world.requests.unacknowledge(world.conditions.values(), name, world.nanos);
                assertThat(fires && acknowledged.contains(name)).isTrue();
                endAcknowledgement(name);
            } else {
                world.requests.acknowledge(world.conditions.values(), name, "kim", null, null);
                assertThat(fires).isTrue();
                acknowledged.add(name);
            }
        } catch (RequestRefusedException refused) {
            assertThat(fires
                            && (acknowledged.contains(name)
                                    || !refused.getMessage().contains("not acknowledged")))
                    .as(String.valueOf(refused.getMessage()))
                    .isFalse();
        }
    }

    private void silenceOrNot() {
        trace.add(world.nanos / 1_000_000_000 + " silence or not");
        try {
            List<Silence> silences = world.requests.silences();
            if (random.nextBoolean() || silences.isEmpty()) {
                world.requests.silence(
                        "label.kind=" + "abc".charAt(random.nextInt(3)),
                        Duration.ofSeconds(1 + random.nextInt(120)),
                        null,
                        null);
            } else {
                world.requests.unsilence(
                        silences.get(random.nextInt(silences.size())).id());
            }
        } catch (RequestRefusedException refused) {
            assertThat(refused).hasMessageContaining("configuration");
        }
    }

    private void jump() {
        trace.add(world.nanos / 1_000_000_000 + " jump");
        world.wall = world.wall.plusSeconds(random.nextInt(7_200) - 3_600);
    }

    private void live(Duration time) {
        long sentBefore = world.policy.counts().raised();
        world.live(time);
        dueAlerts += world.policy.counts().raised() - sentBefore; // reminders and escalations are the policy's own
    }

    /** A crash: what it remembered goes on in another process, and what the first one sent was received. */
    private void restart() {
        trace.add(world.nanos / 1_000_000_000 + " restart");
        checkNotices();
        PolicyMemory memory = world.policy.remember(world.conditions.values(), world.nanos);
        PolicyWorld before = world;
        world = new PolicyWorld(settings());
        world.wall = before.wall;
        world.nanos = before.nanos;
        world.policy.restore(memory, world.nanos);
        for (PolicyMemory.OpenRecord record : memory.conditions()) {
            if (record.isOver()) {
                continue;
            }
            PolicyWorld.Fake known = before.conditions.get(record.state().fingerprint());
            PolicyWorld.Fake goesOn = world
            .new Fake(known.name, known.severity, known.firstNanos, world.policy.restored(record, world.nanos));
            goesOn.begun = true;
            world.conditions.put(known.name, goesOn);
        }
        firing.keySet().retainAll(world.conditions.keySet());
        dueAlerts = 0;
        seen = 0;
    }

    private void checkCounts() {
        PolicyCounts counts = world.policy.counts();
        assertThat(counts.raised()).isEqualTo(counts.sent() + counts.held() + counts.suppressed());
        assertThat(counts.raised()).as("each that is due is counted once").isGreaterThanOrEqualTo(dueAlerts);
    }

    private void checkNotices() {
        for (; seen < world.notices.size(); seen++) {
            check(world.notices.get(seen));
        }
        checkCriticals();
    }

    private void check(Notice notice) {
        if (notice.kind() == NoticeKind.ACKNOWLEDGEMENT || notice.kind() == NoticeKind.SILENCED) {
            return;
        }
        for (String destination : notice.destinations()) {
            if (notice.group() == null) {
                check(destination, notice.alert());
            } else {
                notice.group().alerts().forEach(alert -> check(destination, alert));
            }
        }
    }

    private void check(String destination, Alert alert) {
        String key = destination + ' ' + alert.fingerprint();
        int before = open.getOrDefault(key, 0);
        if (alert.status() == AlertStatus.RESOLVED) {
            assertThat(before).as("an end for %s without a beginning", key).isEqualTo(1);
            open.put(key, 0);
            return;
        }
        open.put(key, 1);
        if (destination.equals("severe")) {
            assertThat(alert.severity()).isNotEqualTo(Severity.WARNING);
        }
        if (destination.equals("boss") && before == 0) {
            assertThat(acknowledged).as("escalated though acknowledged").doesNotContain(alert.fingerprint());
            assertThat(world.nanos - unacknowledgedSince.get(alert.fingerprint()))
                    .as("escalated before its time: " + key)
                    .isGreaterThanOrEqualTo(ESCALATION.toNanos());
        }
    }

    /** What is critical was sent, or the history says what holds it, or the rate limit has counted it. */
    private void checkCriticals() {
        for (Map.Entry<String, Severity> condition : firing.entrySet()) {
            if (condition.getValue() == Severity.CRITICAL && limit.isZero()) {
                List<String> reasons = new ArrayList<>();
                for (AlertRecord record : world.policy.newest(null, 1_000)) {
                    if (record.alert().fingerprint().equals(condition.getKey())) {
                        reasons.add(record.alert().severity() + " " + record.heldBy());
                    }
                }
                assertThat(reasons).as(condition.getKey()).anyMatch(reason -> reason.startsWith("CRITICAL"));
            }
        }
    }
}
