package io.nightjar.notify;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertRecord;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Breach;
import io.nightjar.alert.Notice;
import io.nightjar.alert.NoticeKind;
import io.nightjar.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy with a clock of its own, conditions that a test begins and ends, and what each destination received. */
final class PolicyWorld {
    static final Instant START = Instant.parse("2026-11-22T14:00:00Z");

    final List<Notice> notices = new ArrayList<>();
    final Map<String, Fake> conditions = new LinkedHashMap<>();
    final NotificationPolicy policy;
    final PolicyRequests requests;
    long nanos;
    Instant wall = START;

    PolicyWorld(NotificationSettings settings) {
        policy = new NotificationPolicy(settings, () -> wall, breach -> breach, notices::add);
        requests = new PolicyRequests(policy, () -> wall);
    }

    static Route route(String name) {
        return Route.everything(name, NoticeKind.NOTIFICATION);
    }

    static Route route(String name, String when) {
        return with(route(name), when, Duration.ZERO, null, null);
    }

    static Route with(Route route, String when, Duration after, Duration remind, Grouping grouping) {
        try {
            AlertMatcher matcher = when.isEmpty() ? AlertMatcher.ALL : AlertMatcher.parse(when);
            return new Route(route.destination(), route.takes(), matcher, route.resolved(), after, remind, grouping);
        } catch (AlertMatcherException wrong) {
            throw new AssertionError(wrong);
        }
    }

    static Route after(String name, Duration after) {
        return with(route(name), "", after, null, null);
    }

    static Route grouped(String name, String... by) {
        Grouping grouping = new Grouping(List.of(by), Duration.ofSeconds(10), Duration.ofMinutes(1));
        return with(route(name), "", Duration.ZERO, null, grouping);
    }

    static Route states(String name) {
        return Route.everything(name, NoticeKind.CONDITION);
    }

    static NotificationSettings settings(Duration limit, Flapping flapping, List<Silence> silences, Route... routes) {
        return new NotificationSettings(RateLimit.of(limit, false, false), 1_000, List.of(routes), silences, flapping);
    }

    static PolicyWorld unlimited(Route... routes) {
        return new PolicyWorld(settings(Duration.ZERO, Flapping.OFF, List.of(), routes));
    }

    static Silence silence(String id, String match, Duration from, Duration until) {
        try {
            return new Silence(
                    id,
                    AlertMatcher.parse(match),
                    new SilenceTime.Between(START.plus(from), START.plus(until)),
                    null,
                    null);
        } catch (AlertMatcherException wrong) {
            throw new AssertionError(wrong);
        }
    }

    /** Time passes, and the policy is asked once at its end. */
    void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
        policy.timePassed(conditions.values(), nanos);
    }

    /** Time passes in steps of a second, with reminders of what lasts, as the detector does. */
    void live(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nanos += 1_000_000_000L;
            wall = wall.plusSeconds(1);
            if (policy.reminds()) {
                policy.remind(new ArrayList<>(conditions.values()), nanos);
            }
            policy.timePassed(conditions.values(), nanos);
        }
    }

    Fake begin(String name, Severity severity) {
        Fake condition = new Fake(name, severity);
        conditions.put(name, condition);
        policy.alertDue(condition, nanos, true);
        condition.begun = true;
        return condition;
    }

    /** One more breach, no worse than it was or worse. */
    void breach(String name, Severity severity) {
        Fake condition = conditions.get(name);
        boolean worse = severity.compareTo(condition.severity) > 0;
        condition.severity = severity;
        policy.alertDue(condition, nanos, worse);
    }

    void end(String name) {
        Fake condition = conditions.remove(name);
        policy.resolved(condition, nanos, null);
    }

    /** What a destination received: kind, status, severity and name of the condition, or what a group says. */
    List<String> received(String destination) {
        List<String> received = new ArrayList<>();
        for (Notice notice : notices) {
            if (notice.destinations().contains(destination)) {
                received.add(text(notice));
            }
        }
        return received;
    }

    private static String text(Notice notice) {
        if (notice.kind() == NoticeKind.ACKNOWLEDGEMENT) {
            return "ack " + name(notice.alert());
        }
        if (notice.group() == null) {
            return text(notice.alert());
        }
        List<String> members = new ArrayList<>();
        notice.group().alerts().forEach(alert -> members.add(text(alert)));
        return (notice.alert().status() == AlertStatus.FIRING ? "firing" : "resolved") + members;
    }

    private static String text(Alert alert) {
        return (alert.status() == AlertStatus.FIRING ? alert.severity().jsonName() : "resolved") + ' ' + name(alert);
    }

    private static String name(Alert alert) {
        return alert.labels().getOrDefault("memory", alert.labels().toString());
    }

    List<String> history() {
        List<String> history = new ArrayList<>();
        for (AlertRecord record : policy.newest(null, 1_000)) {
            String held =
                    record.heldBy() == null ? "" : " held by " + record.heldBy().jsonName();
            String silence = record.silencedBy() == null ? "" : " (" + record.silencedBy() + ")";
            history.add(text(record.alert()) + held + silence);
        }
        return history;
    }

    Set<String> told(String name) {
        return conditions.get(name).notices.told.keySet();
    }

    /** A condition whose name is its operation, its fingerprint and a label. */
    final class Fake implements NotifiableCondition {
        final String name;
        final Instant startsAt = wall;
        final long firstNanos;
        final ConditionNotices notices;
        Severity severity;
        boolean begun;

        Fake(String name, Severity severity) {
            this(name, severity, policy.noticesOf(name));
        }

        Fake(String name, Severity severity, ConditionNotices notices) {
            this(name, severity, nanos, notices);
        }

        /** As it goes on in another process. */
        Fake(String name, Severity severity, long firstNanos, ConditionNotices notices) {
            this.firstNanos = firstNanos;
            this.name = name;
            this.severity = severity;
            this.notices = notices;
        }

        @Override
        public boolean fires() {
            return begun;
        }

        @Override
        public Breach breach() {
            return new Breach(AlertType.MEMORY, severity, name, name + " is full", Map.of(), labels());
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
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("service", "shop");
            labels.put("memory", name);
            labels.put("kind", name.substring(0, 1));
            return labels;
        }

        @Override
        public Instant startsAt() {
            return startsAt;
        }

        @Override
        public long firstBreachNanos() {
            return firstNanos;
        }

        @Override
        public ConditionNotices notices() {
            return notices;
        }
    }
}
