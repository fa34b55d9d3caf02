package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.IsoMillis;
import io.nightjar.sink.queue.AlertSink;
import io.nightjar.sink.queue.Eldest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one Alertmanager was sent or still has to be sent: there the label set is the identity, an alert lives only
 * as long as it is repeated, and its end is repeated too. Thread-safe: every method takes the monitor for a moment.
 */
public final class ActiveAlerts {
    static final Duration REPEAT = Duration.ofMinutes(1);
    /** Four repeats: three may be lost before Alertmanager takes the alert for resolved. */
    static final Duration VALID = REPEAT.multipliedBy(4);

    static final Duration REPEAT_RESOLVED_FOR = Duration.ofMinutes(15);
    private static final int CAPACITY = 10_000;

    private final Map<String, Entry> firingByFingerprint = new LinkedHashMap<>();
    private final Map<Map<String, String>, Entry> resolvedByLabels = new LinkedHashMap<>();

    /** Takes note of a condition's state; the same state again changes nothing. */
    synchronized void note(Alert alert, long nowNanos) {
        Entry old = firingByFingerprint.get(alert.fingerprint());
        if (alert.status() == AlertStatus.FIRING) {
            Entry entry = new Entry(AlertmanagerPayload.labels(alert), alert, null, nowNanos);
            if (old != null && !old.labels.equals(entry.labels)) {
                end(old, alert.timestamp(), nowNanos);
            }
            firingByFingerprint.put(alert.fingerprint(), entry);
            Eldest.forgetBeyond(CAPACITY, firingByFingerprint);
            resolvedByLabels.remove(entry.labels);
        } else {
            firingByFingerprint.remove(alert.fingerprint());
            Entry ended = old != null ? old : new Entry(AlertmanagerPayload.labels(alert), alert, null, nowNanos);
            end(ended, AlertmanagerPayload.endOf(alert), nowNanos);
        }
    }

    private void end(Entry entry, Instant end, long nowNanos) {
        Instant notBeforeStart = end.isBefore(entry.alert.startsAt()) ? entry.alert.startsAt() : end;
        resolvedByLabels.remove(entry.labels);
        resolvedByLabels.put(entry.labels, new Entry(entry.labels, entry.alert, notBeforeStart, nowNanos));
        Eldest.forgetBeyond(CAPACITY, resolvedByLabels);
    }

    /** What has to be sent now, new states and repeats alike. */
    synchronized List<Entry> due(long nowNanos, int limit) {
        resolvedByLabels
                .values()
                .removeIf(entry -> entry.sent && nowNanos - entry.notedNanos > REPEAT_RESOLVED_FOR.toNanos());
        List<Entry> due = new ArrayList<>();
        collect(resolvedByLabels.values(), nowNanos, limit, due);
        collect(firingByFingerprint.values(), nowNanos, limit, due);
        return due;
    }

    private static void collect(Collection<Entry> entries, long nowNanos, int limit, List<Entry> due) {
        for (Entry entry : entries) {
            if (due.size() >= limit) {
                return;
            }
            if (entry.delayNanos(nowNanos) <= 0) {
                due.add(entry);
            }
        }
    }

    /** These were taken, or refused for good: they are repeated after the interval. */
    synchronized void sent(List<Entry> entries, long nowNanos) {
        for (Entry entry : entries) {
            entry.sent = true;
            entry.nextNanos = nowNanos + REPEAT.toNanos();
        }
    }

    /** This one was refused: it is sent again after the interval, or as soon as its state is noted anew. */
    synchronized void refused(Entry entry, long nowNanos) {
        entry.postponed = true;
        entry.nextNanos = nowNanos + REPEAT.toNanos();
    }

    /** How long until something is due; {@link AlertSink#NEVER} where nothing is. */
    synchronized long delayNanos(long nowNanos) {
        long delay = AlertSink.NEVER;
        for (Entry entry : firingByFingerprint.values()) {
            delay = Math.min(delay, entry.delayNanos(nowNanos));
        }
        for (Entry entry : resolvedByLabels.values()) {
            delay = Math.min(delay, entry.delayNanos(nowNanos));
        }
        return delay;
    }

    /** One label set and its state. */
    static final class Entry {
        private final Map<String, String> labels;
        private final Alert alert;
        private final @Nullable Instant end;
        private final long notedNanos;
        private boolean sent;
        private boolean postponed;
        private long nextNanos;

        private Entry(Map<String, String> labels, Alert alert, @Nullable Instant end, long notedNanos) {
            this.labels = labels;
            this.alert = alert;
            this.end = end;
            this.notedNanos = notedNanos;
        }

        private long delayNanos(long nowNanos) {
            return sent || postponed ? nextNanos - nowNanos : 0;
        }

        String fingerprint() {
            return alert.fingerprint();
        }

        /** The alert as the v2 API takes it. */
        Map<String, @Nullable Object> toMap(Instant now) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("labels", labels);
            map.put("annotations", AlertmanagerPayload.annotations(alert));
            map.put("startsAt", IsoMillis.format(alert.startsAt()));
            map.put("endsAt", IsoMillis.format(end == null ? now.plus(VALID) : end));
            return map;
        }
    }
}
