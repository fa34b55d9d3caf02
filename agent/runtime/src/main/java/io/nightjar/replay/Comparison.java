package io.nightjar.replay;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Fingerprints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a second configuration adds and drops. A condition of the one is the same as one of the other if they agree in type and
 * labels and overlap in time; one that has ended waits for an hour whether the other has it too. Confined to one thread.
 */
final class Comparison {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int MOST_WAITING = 10_000;

    private final AlertLines lines;
    private final Side first = new Side('-');
    private final Side second = new Side('+');

    Comparison(AlertLines lines, Set<String> firstConstantLabels, Set<String> secondConstantLabels) {
        this.lines = lines;
        first.constantLabels = firstConstantLabels;
        second.constantLabels = secondConstantLabels;
    }

    /** One configuration's. */
    private static final class Side {
        final char sign;
        final Map<String, Known> open = new LinkedHashMap<>();
        /** Those of which the other side had none so far, in the order of their ends. */
        final Deque<Known> waiting = new ArrayDeque<>();

        final Map<String, Known> waitingByKey = new HashMap<>();
        final Map<AlertType, Long> alone = new TreeMap<>();
        final Map<AlertType, Long> conditions = new TreeMap<>();
        Set<String> constantLabels = Set.of();

        Side(char sign) {
            this.sign = sign;
        }
    }

    /** One condition of which a notification was sent. */
    private static final class Known {
        final String key;
        final Alert firing;
        final Set<String> destinations = new TreeSet<>();

        @Nullable
        Alert resolved;

        boolean shared;

        Known(String key, Alert firing) {
            this.key = key;
            this.firing = firing;
        }

        Instant end() {
            return resolved == null || resolved.endsAt() == null ? Instant.MAX : resolved.endsAt();
        }
    }

    void first(SentAlert sent) {
        add(sent, first, second);
    }

    void second(SentAlert sent) {
        add(sent, second, first);
    }

    private void add(SentAlert sent, Side side, Side other) {
        for (Alert alert : sent.alerts()) {
            String key = key(alert, side);
            Known known = side.open.get(key);
            if (alert.status() == AlertStatus.FIRING) {
                if (known == null) {
                    known = new Known(key, alert);
                    side.open.put(key, known);
                    side.conditions.merge(alert.type(), 1L, Long::sum);
                    share(known, other);
                }
                known.destinations.addAll(sent.destinations());
            } else if (known != null) {
                side.open.remove(key);
                known.resolved = alert;
                if (!known.shared) {
                    side.waiting.add(known);
                    side.waitingByKey.put(key, known);
                }
            }
        }
        release(first, sent.alert().timestamp());
        release(second, sent.alert().timestamp());
    }

    private static String key(Alert alert, Side side) {
        Map<String, String> own = new LinkedHashMap<>(alert.labels());
        own.keySet().removeAll(side.constantLabels);
        return Fingerprints.of(alert.type(), own);
    }

    private static void share(Known known, Side other) {
        Known same = other.open.get(known.key);
        if (same == null) {
            same = other.waitingByKey.get(known.key);
            if (same != null && same.end().isBefore(known.firing.startsAt())) {
                same = null;
            }
        }
        if (same != null) {
            same.shared = true;
            known.shared = true;
        }
    }

    private void release(Side side, @Nullable Instant now) {
        while (!side.waiting.isEmpty()) {
            Known eldest = side.waiting.getFirst();
            boolean due = now == null
                    || side.waiting.size() > MOST_WAITING
                    || eldest.shared
                    || eldest.end().plus(PATIENCE).isBefore(now);
            if (!due) {
                return;
            }
            side.waiting.removeFirst();
            side.waitingByKey.remove(eldest.key, eldest);
            if (!eldest.shared) {
                print(side, eldest);
            }
        }
    }

    private void print(Side side, Known known) {
        side.alone.merge(known.firing.type(), 1L, Long::sum);
        lines.print(side.sign, known.firing, known.destinations);
        if (known.resolved != null) {
            lines.print(side.sign, known.resolved, known.destinations);
        }
    }

    /** Prints what waits, and what still fires. */
    void finish() {
        for (Side side : new Side[] {first, second}) {
            release(side, null);
            for (Iterator<Known> all = side.open.values().iterator(); all.hasNext(); ) {
                Known known = all.next();
                if (!known.shared) {
                    print(side, known);
                }
                all.remove();
            }
        }
    }

    /** Conditions by type that the first configuration tells of. */
    Map<AlertType, Long> conditionsOfFirst() {
        return first.conditions;
    }

    Map<AlertType, Long> conditionsOfSecond() {
        return second.conditions;
    }

    /** Conditions by type that the second configuration adds. */
    Map<AlertType, Long> added() {
        return second.alone;
    }

    Map<AlertType, Long> dropped() {
        return first.alone;
    }
}
