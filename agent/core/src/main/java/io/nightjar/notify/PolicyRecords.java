package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.notify.ConditionNotices.Told;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The policy's conditions as records that survive the process, and back. Stateless. */
final class PolicyRecords {
    private PolicyRecords() {}

    /** Those that fire and of which anybody was told, or that are acknowledged. */
    static List<OpenRecord> conditions(
            Collection<? extends NotifiableCondition> conditions, Instant now, long nowNanos) {
        List<OpenRecord> records = new ArrayList<>();
        for (NotifiableCondition condition : conditions) {
            ConditionNotices notices = condition.notices();
            Alert state = notices.lastState;
            if (condition.fires() && state != null) {
                long unacknowledgedNanos =
                        notices.acknowledged.unacknowledgedNanos(condition.firstBreachNanos(), nowNanos);
                records.add(new OpenRecord(
                        state,
                        condition.breach().limitKey(),
                        notices.told.keySet(),
                        notices.acknowledged.get(),
                        notices.acknowledged.severity(),
                        now.minusNanos(unacknowledgedNanos)));
            }
        }
        return records;
    }

    /** The ends that wait in groups. */
    static List<OpenRecord> ends(Map<String, List<Alert>> waiting, Instant now) {
        List<OpenRecord> records = new ArrayList<>(0);
        for (Map.Entry<String, List<Alert>> ofDestination : waiting.entrySet()) {
            for (Alert end : ofDestination.getValue()) {
                records.add(new OpenRecord(end, null, Set.of(ofDestination.getKey()), null, end.severity(), now));
            }
        }
        return records;
    }

    static List<Beginnings> beginnings(List<FlappingCondition> all, Instant now, long nowNanos) {
        List<Beginnings> records = new ArrayList<>();
        for (FlappingCondition one : all) {
            List<Instant> instants = new ArrayList<>();
            for (long beganNanos : one.beginningsNanos) {
                instants.add(now.minusNanos(nowNanos - beganNanos));
            }
            Alert state = one.over == null ? one.notices.lastState : one.over;
            boolean flapping = one.flapping && state != null;
            records.add(new Beginnings(
                    one.fingerprint,
                    instants,
                    flapping ? state : null,
                    flapping ? one.notices.told.keySet() : Set.of()));
        }
        return records;
    }

    /** As over: a condition that goes on says so itself. */
    static FlappingCondition flapping(Beginnings record, Instant now, long nowNanos) {
        FlappingCondition one = new FlappingCondition(record.fingerprint(), new ConditionNotices());
        for (Instant instant : record.instants()) {
            one.beginningsNanos.addLast(nanos(instant, now, nowNanos));
        }
        Alert announced = record.flapping();
        if (announced != null) {
            one.flapping = true;
            one.announced = true;
            one.announcedSeverity = announced.severity();
            one.over = announced;
            one.overAt = now;
            one.notices.notified = true;
            one.notices.notifiedSeverity = announced.severity();
            one.notices.lastState = announced;
            one.notices.flapping = one;
            for (String destination : record.sentTo()) {
                one.notices.told.put(destination, new Told(nowNanos, announced.severity()));
            }
        }
        return one;
    }

    static void restore(ConditionNotices notices, OpenRecord record, Instant now, long nowNanos) {
        Alert state = record.state();
        notices.lastState = state;
        notices.lastNotifiedNanos = nowNanos;
        notices.notified = !record.sentTo().isEmpty();
        notices.notifiedSeverity = state.severity();
        for (String destination : record.sentTo()) {
            notices.told.put(destination, new Told(nowNanos, state.severity()));
        }
        notices.acknowledged.end(nanos(record.unacknowledgedSince(), now, nowNanos));
        if (record.acknowledged() != null) {
            notices.acknowledged.set(record.acknowledged(), record.acknowledgedAt());
        }
    }

    /** A wall time on the monotonic clock; one that is to come counts as now. */
    static long nanos(Instant instant, Instant now, long nowNanos) {
        Duration age = Duration.between(instant, now);
        return nowNanos - (age.isNegative() ? 0 : Durations.saturatedNanos(age));
    }
}
